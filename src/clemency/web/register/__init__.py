"""What everybody may see: the procedure, the register, interventions."""
