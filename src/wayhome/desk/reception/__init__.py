"""Care after the handover."""
