"""Reading what people type: one spelling for every width, script, sound and number."""
