Attribute VB_Name = "KpiXlWords"
Option Explicit
Option Private Module

' A module holds Latin letters only, so words in other scripts stand here as four hexadecimal digits a character.
Public Function KpiWords(ByVal Codes As String) As String
    Dim Place As Long
    For Place = 1 To Len(Codes) Step 4
        KpiWords = KpiWords & ChrW(CLng("&H" & Mid$(Codes, Place, 4)))
    Next Place
End Function
