"""What was said, turned into meaning: choices, yes and no, digits, days. Text in, values out; pure."""
