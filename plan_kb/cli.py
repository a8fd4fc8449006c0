"""The command line ``plan-kb``: what is done with the knowledge base without the console."""
from __future__ import annotations

import argparse
import getpass
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.differences import compare
from plan_kb.edition.draft import load_draft
from plan_kb.edition.initial import initialise
from plan_kb.edition.model import Edition
from plan_kb.edition.publish import NotPublished, publish, roll_back
from plan_kb.edition.store import NoSuchEdition, read_edition, read_history
from plan_kb.edition.wire import DamagedEdition, checksum, dump_plans
from plan_kb.messages import message
from plan_kb.settings import BadSetting, read_settings
from plan_kb.source.drafting import AlreadyInDraft, put_plan
from plan_kb.source.importer import packaged_folders, read_folder
from plan_kb.source.problems import UnreadablePlan
from plan_kb.tables import ROLES

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 not done, 2 wrong use)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (BadSetting, DatabaseUnavailable) as error:
        return _fail(str(error))
    except UnreadablePlan as error:
        return _fail(message("command.import.unreadable"), *(str(problem) for problem in error.problems))
    except NoSuchEdition as error:
        if error.number == 0:
            return _fail(message("command.editions.none"))
        return _fail(message("command.errors.no_edition", number=error.number))
    except DamagedEdition as error:
        return _fail(message("command.errors.damaged", number=getattr(options, "number", "")), str(error))
    except NotPublished as error:
        return _fail(message(f"command.publish.{error}"), *(str(finding) for finding in error.findings))
    except KeyboardInterrupt:
        return _fail(message("command.errors.interrupted"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plan-kb", description=message("command.about"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def command(name: str) -> argparse.ArgumentParser:
        words = message(f"command.commands.{name}")
        added = commands.add_parser(name, help=words, description=words)
        added.set_defaults(run=_COMMANDS[name])
        return added

    def words_of(argument: str) -> str:
        return message(f"command.arguments.{argument}")

    def add_author(added: argparse.ArgumentParser) -> None:
        added.add_argument("--author", default="", help=words_of("author"))

    command("init")
    importing = command("import")
    importing.add_argument("folder", nargs="?", type=Path, help=words_of("folder"))
    importing.add_argument("--replace", action="store_true", help=words_of("replace"))
    add_author(importing)
    command("check")
    publishing = command("publish")
    publishing.add_argument("--comment", required=True, help=words_of("comment"))
    add_author(publishing)
    rolling = command("rollback")
    rolling.add_argument("number", type=int, help=words_of("number"))
    rolling.add_argument("--comment", default="", help=words_of("comment"))
    add_author(rolling)
    command("editions")
    comparing = command("diff")
    comparing.add_argument("before", type=int, help=words_of("before"))
    comparing.add_argument("after", type=int, help=words_of("after"))
    exporting = command("export")
    exporting.add_argument("--edition", type=int, default=0, dest="number", help=words_of("edition"))
    exporting.add_argument("file", help=words_of("file"))
    asking = command("ask")
    asking.add_argument("question", help=words_of("question"))
    command("console")
    account = command("account").add_subparsers(dest="deed", required=True, metavar=words_of("deed"))
    for deed in ("add", "password", "list"):
        words = message(f"command.commands.account_{deed}")
        added = account.add_parser(deed, help=words, description=words)
        if deed != "list":
            added.add_argument("name", help=words_of("name"))
            added.add_argument("--generate", action="store_true", help=words_of("generate"))
            add_author(added)
        if deed == "add":
            added.add_argument("--role", choices=ROLES, default=ROLES[-1], help=words_of("role"))
    return parser


def _open() -> Database:
    return Database(read_settings().database_url)


def _init(_options: argparse.Namespace) -> int:
    _say(message("command.init.done", number=initialise(_open())))
    return 0


def _import(options: argparse.Namespace) -> int:
    folders = (options.folder,) if options.folder else packaged_folders()
    plans = [read_folder(folder) for folder in folders]
    database = _open()
    database.upgrade()
    try:
        with database.writing() as session:
            done = [put_plan(session, plan, _author(options), options.replace) for plan in plans]
    except AlreadyInDraft as error:
        return _fail(message("command.import.exists", key=error.key))
    for imported in done:
        _say(message("command.import.replaced" if imported.replaced else "command.import.added", key=imported.key))
        for words in imported.lost:
            _say(message("command.import.lost", words=words))
    return 0


def _check(_options: argparse.Namespace) -> int:
    with _open().reading() as session:
        findings = check_draft(load_draft(session))
    for finding in findings:
        _say(str(finding))
    errors = len(errors_of(findings))
    if findings:
        _say(message("command.check.summary", errors=errors, warnings=len(findings) - errors))
    else:
        _say(message("command.check.clean"))
    return FAILED if errors else 0


def _publish(options: argparse.Namespace) -> int:
    with _open().writing() as session:
        number = publish(session, options.comment, _author(options))
    _say(message("command.publish.done", number=number))
    return 0


def _rollback(options: argparse.Namespace) -> int:
    comment = options.comment or message("command.rollback.comment", number=options.number)
    with _open().writing() as session:
        number = roll_back(session, options.number, comment, _author(options))
    _say(message("command.rollback.done", old=options.number, number=number))
    return 0


def _editions(_options: argparse.Namespace) -> int:
    with _open().reading() as session:
        history = read_history(session)
    for record in history:
        line = message(
            "command.editions.line",
            number=record.number,
            time=record.created.strftime("%Y-%m-%d %H:%M:%S"),
            author=record.author,
            comment=record.comment,
        )
        if record.restored_from is not None:
            line += message("command.editions.restored", number=record.restored_from)
        _say(line)
    if not history:
        _say(message("command.editions.none"))
    return 0


def _diff(options: argparse.Namespace) -> int:
    with _open().reading() as session:

        def read(number: int) -> Edition:
            return read_edition(session, number) if number else Edition(0, compile_plans(load_draft(session)))

        differences = compare(read(options.before), read(options.after))
    for difference in differences:
        _say(str(difference))
    if not differences:
        _say(message("diff.same"))
    return 0


def _export(options: argparse.Namespace) -> int:
    with _open().reading() as session:
        edition = read_edition(session, options.number)
    body = dump_plans(edition.plans)
    if options.file == "-":
        sys.stdout.write(body)
        return 0
    try:
        Path(options.file).write_text(body, encoding="utf-8")
    except OSError as error:
        return _fail(message("command.export.unwritable", file=options.file, reason=error.strerror))
    _say(message("command.export.done", number=edition.number, file=options.file, checksum=checksum(body)))
    return 0


def _ask(options: argparse.Namespace) -> int:
    # Understanding loads an encoder and dictionaries: only this command pays for them.
    asking = importlib.import_module("plan_kb.asking")
    try:
        _say(asking.explain(options.question))
    except asking.CannotRead as error:
        return _fail(str(error))
    return 0


def _console(_options: argparse.Namespace) -> int:
    # The web framework is the console's alone.
    return int(importlib.import_module("plan_kb.console.serving").main())


def _account(options: argparse.Namespace) -> int:
    accounts = importlib.import_module("plan_kb.console.accounts.command")
    database = _open()
    try:
        if options.deed == "add":
            _say(accounts.add(database, options.name, options.role, not options.generate, _author(options)))
        elif options.deed == "password":
            _say(accounts.change_password(database, options.name, not options.generate, _author(options)))
        else:
            for line in accounts.listed(database):
                _say(line)
    except accounts.NotDone as error:
        return _fail(str(error))
    return 0


_COMMANDS = {
    "init": _init,
    "import": _import,
    "check": _check,
    "publish": _publish,
    "rollback": _rollback,
    "editions": _editions,
    "diff": _diff,
    "export": _export,
    "ask": _ask,
    "console": _console,
    "account": _account,
}


def _author(options: argparse.Namespace) -> str:
    if options.author:
        return str(options.author)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "plan-kb"


def _say(line: str) -> None:
    print(line)


def _fail(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
