Attribute VB_Name = "KpiXlLinks"
Option Explicit
Option Private Module

' Where a workbook and the add-in both have a function, Excel takes the add-in's and saves it by the path of the add-in's
' file: a link, which on another computer leads nowhere.

Private Const ADDIN As String = "{ADDIN}"
Private Const EXCEL_LINKS As Long = 1

' Let formulas that call an add-in of ours call the workbook's own functions, where it has them, else those of the file Home.
Public Sub KpiBind(ByVal Book As Object, ByVal Home As String)
    Dim Link As Variant, HasAny As Boolean
    For Each Link In LinksOf(Book)
        If IsAddin(CStr(Link)) Then HasAny = True
    Next Link
    If Not HasAny Then Exit Sub
    If Not CallsItself(Book) Then KpiCallHome Book, Home
End Sub

' Let formulas that call an add-in of ours, wherever it lay, call the functions of the file Home.
Public Sub KpiCallHome(ByVal Book As Object, ByVal Home As String)
    Dim Link As Variant
    For Each Link In LinksOf(Book)
        If IsAddin(CStr(Link)) And LCase$(CStr(Link)) <> LCase$(Home) Then TurnLink Book, CStr(Link), Home
    Next Link
End Sub

' False where it has none of our macros, or they are off: its own functions would give nothing then.
Private Function CallsItself(ByVal Book As Object) As Boolean
    On Error Resume Next
    Book.Application.Run "'" & Replace(Book.Name, "'", "''") & "'!KpiCallOwnFunctions"
    CallsItself = (Err.Number = 0)
End Function

Private Function LinksOf(ByVal Book As Object) As Variant
    Dim Found As Variant
    Found = Book.LinkSources(EXCEL_LINKS)
    If Not IsArray(Found) Then Found = Array()
    LinksOf = Found
End Function

Private Function IsAddin(ByVal Link As String) As Boolean
    Dim Name As String, Mark As Variant
    Name = LCase$(Link)
    For Each Mark In Array("\", "/", ":")
        Name = Mid$(Name, InStrRev(Name, Mark) + 1)
    Next Mark
    IsAddin = (Name = ADDIN)
End Function

' A protected sheet keeps its link; opening and saving go on all the same, and Excel asks nobody for another file.
Private Sub TurnLink(ByVal Book As Object, ByVal Link As String, ByVal Home As String)
    Dim Alerts As Boolean
    On Error Resume Next
    Alerts = Book.Application.DisplayAlerts
    Book.Application.DisplayAlerts = False
    Book.ChangeLink Link, Home, EXCEL_LINKS
    Book.Application.DisplayAlerts = Alerts
End Sub
