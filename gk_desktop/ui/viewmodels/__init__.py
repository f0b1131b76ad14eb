"""What views show, without a widget: QtCore only."""
