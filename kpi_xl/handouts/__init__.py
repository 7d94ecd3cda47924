"""What is handed out besides workbooks: the meeting's text, the page for the phone."""
