"""Small interactions of the checkerboard world: even users like even items."""


def rows(users, items):
    """Lines of user, item, timestamp."""
    return [
        f"u{user:03d},i{item:03d},{1_700_000_000 + 1000 * user + item}"
        for user in range(users)
        for item in range(user % 2, items, 2)
    ]


def write(path, lines, header="USER_ID,ITEM_ID,TIMESTAMP"):
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return str(path)
