"""What people bring and take: text to rows and back."""
