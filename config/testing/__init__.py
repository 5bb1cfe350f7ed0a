"""What the tests run on: real servers, a real browser, and an honest count of what was left out."""
