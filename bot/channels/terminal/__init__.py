"""The terminal (dòng lệnh) as a channel: a line comes in, replies are held until they are printed."""
