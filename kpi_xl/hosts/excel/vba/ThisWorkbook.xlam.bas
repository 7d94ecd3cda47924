Option Explicit

' No workbook keeps a link to the add-in on somebody else's computer, nor, where it has the functions itself, to this one.

Private WithEvents Program As Application

Private Sub Workbook_Open()
    Set Program = Application
End Sub

Private Sub Program_WorkbookOpen(ByVal Wb As Workbook)
    KpiBind Wb, Me.FullName
End Sub

Private Sub Program_WorkbookBeforeSave(ByVal Wb As Workbook, ByVal SaveAsUI As Boolean, Cancel As Boolean)
    KpiBind Wb, Me.FullName
End Sub
