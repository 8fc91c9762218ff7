"""The links room: what two organisations do after a mission, where that came from, and the letters that ask both sides."""
