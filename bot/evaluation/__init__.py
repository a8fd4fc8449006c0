"""How well the assistant answers: cases put to it in this process, judged, counted and explained."""
