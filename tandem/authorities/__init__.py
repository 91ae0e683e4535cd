"""The wing that decides. It never meets `assistance`: what is decided cannot know who was helped."""
