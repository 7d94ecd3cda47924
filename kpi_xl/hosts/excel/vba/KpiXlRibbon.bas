Attribute VB_Name = "KpiXlRibbon"
Option Explicit

' The ribbon calls these; the commands are those of the buttons.

{CALLBACKS}
