Attribute VB_Name = "KpiXlRibbon"
Option Explicit

' The ribbon calls these; the commands are those of the buttons.

Public Sub KpiRibbonNewBook(control As IRibbonControl)
    KpiNewBook
End Sub

Public Sub KpiRibbonWorkBack(control As IRibbonControl)
    KpiWorkBack
End Sub

Public Sub KpiRibbonCheckGoals(control As IRibbonControl)
    KpiCheckGoals
End Sub

Public Sub KpiRibbonImportActuals(control As IRibbonControl)
    KpiImportActuals
End Sub

Public Sub KpiRibbonWriteMonthlyReport(control As IRibbonControl)
    KpiWriteMonthlyReport
End Sub

Public Sub KpiRibbonExportPdf(control As IRibbonControl)
    KpiExportPdf
End Sub

Public Sub KpiRibbonShowHelp(control As IRibbonControl)
    KpiShowHelp
End Sub

Public Sub KpiRibbonDiagnose(control As IRibbonControl)
    KpiDiagnose
End Sub
