def main(status):
    print("leaving")
    try:
        quit(status)
    except SystemExit as e:
        print(e.code)
    exit(f"status {status}")


main(2)
