"""``python -m plan_kb.console``: serves the staff console."""
import sys

from plan_kb.console.serving import main

if __name__ == "__main__":
    sys.exit(main())
