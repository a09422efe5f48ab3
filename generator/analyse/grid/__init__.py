"""The grid of 8 x 8 blocks that JPEG compression leaves: every pixel's vote for its place, and regions that disagree."""
