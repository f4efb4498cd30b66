import ArgumentParser
struct M: ParsableCommand { func run() {} }
M.main()
