"""What stands where on a day: counts, deadlines, the gate."""
