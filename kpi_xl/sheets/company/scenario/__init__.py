"""シナリオ: three cases side by side, each ① with some of its inputs changed."""
