Attribute VB_Name = "KpiXlOwnFunctions"
Option Explicit

' The add-in runs this as the workbook is opened and saved, and our buttons before they do their work.
Public Sub KpiCallOwnFunctions()
    KpiCallHome ThisWorkbook, ThisWorkbook.FullName
End Sub
