"""Where the work is done: workbooks on disk, Excel, LibreOffice; and the commands that all of them carry out."""
