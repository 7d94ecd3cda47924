"""What is handed out besides workbooks: the meeting's text."""
