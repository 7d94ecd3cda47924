Attribute VB_Name = "KpiXlMacros"
Option Explicit

' What the buttons and the ribbon do: each runs a function of kpi_xl.hosts.excel.macros in Python.

Private Const NOT_INSTALLED As String = "{NOT_INSTALLED}"
Private Const FAILED As String = "{FAILED}"
Private Const BLOCKED As String = "{BLOCKED}"
Private Const PROTECTED_VIEW As String = "{PROTECTED_VIEW}"
Private Const IS_READY As String = "{IS_READY}"
Private Const SETTINGS_FILE As String = "{SETTINGS_FILE}"
Private Const NOT_SET As String = "{NOT_SET}"

{COMMANDS}

' Needs no Python, so that it can say what is missing.
Public Sub KpiDiagnose()
    Dim Verdict As String, Python As String
    On Error GoTo Broken
    OpenWorkbook
    Verdict = NOT_INSTALLED
    If IsInstalled() Then Verdict = IS_READY
    Python = Interpreter()
    If Python = "" Then Python = KpiWords(NOT_SET)
    MsgBox KpiWords(Verdict) & vbCrLf & vbCrLf & _
        "Python: " & Python & vbCrLf & _
        KpiWords(SETTINGS_FILE) & GetConfigFilePath() & vbCrLf & _
        "xlwings: " & XLWINGS_VERSION & vbCrLf & _
        "Excel: " & Application.Version, vbInformation, "kpi-xl"
    Exit Sub
Broken:
    ShowFailure Err.Number, Err.Description
End Sub

Private Sub RunKpiXl(ByVal FunctionName As String)
    On Error GoTo Broken
    If IsProtectedView() Then
        MsgBox KpiWords(PROTECTED_VIEW), vbExclamation, "kpi-xl"
        Exit Sub
    End If
    OpenWorkbook
    If Not IsInstalled() Then
        MsgBox KpiWords(NOT_INSTALLED), vbExclamation, "kpi-xl"
        Exit Sub
    End If
    KpiBind {BOOK}, ThisWorkbook.FullName
    RunPython "import kpi_xl.hosts.excel.macros as m; m." & FunctionName & "()"
    Exit Sub
Broken:
    ShowFailure Err.Number, Err.Description
End Sub

' What came by mail or from the internet opens so, and is nobody's active workbook: another one would be taken.
Private Function IsProtectedView() As Boolean
    #If Mac Then
        IsProtectedView = False
    #Else
        IsProtectedView = Not Application.ActiveProtectedViewWindow Is Nothing
    #End If
End Function

' xlwings looks for settings beside the active workbook and hands it to Python, so there must be one.
Private Sub OpenWorkbook()
    If ActiveWorkbook Is Nothing Then Workbooks.Add
End Sub

Private Function IsInstalled() As Boolean
    #If Mac Then
        IsInstalled = Interpreter() <> ""
    #Else
        IsInstalled = FileExists(Interpreter())
    #End If
End Function

Private Function Interpreter() As String
    #If Mac Then
        Interpreter = GetConfig("INTERPRETER_MAC", "")
    #Else
        Interpreter = GetConfig("INTERPRETER_WIN", "")
    #End If
End Function

' 70: a rule of Defender forbids programs of Office to start others.
Private Sub ShowFailure(ByVal Number As Long, ByVal Reason As String)
    Dim Words As String
    Words = FAILED
    If Number = 70 Then Words = BLOCKED
    MsgBox KpiWords(Words) & vbCrLf & vbCrLf & Reason, vbExclamation, "kpi-xl"
End Sub
