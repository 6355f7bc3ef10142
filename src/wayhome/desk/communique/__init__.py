"""The public text, sentence by sentence."""
