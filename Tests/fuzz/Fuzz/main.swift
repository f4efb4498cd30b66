import CLibFuzzer
import Chance
import Foundation

// Fuzz list
// Fuzz TARGET [arguments of libFuzzer, folders of inputs]    built with -sanitize=fuzzer
// Fuzz TARGET RUNS SEED LAST FILE…                           any other build
//
// libFuzzer makes up inputs by what the program does with them. Without it every file is read once,
// then RUNS damaged forms of them; each input lies in LAST before it is read, so that the one that
// stops the program is there.

let arguments = CommandLine.arguments

func stop(_ text: String) -> Never {
    print(text)
    exit(64)
}

guard arguments.count > 1, arguments[1] != "list" else {
    for name in Targets.all.keys.sorted() { print(name) }
    exit(0)
}
guard let target = Targets.all[arguments[1]] else { stop("no target \(arguments[1])") }
Targets.chosen = target

var pointers = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
let code = pointers.withUnsafeMutableBufferPointer { buffer in
    var count = Int32(buffer.count - 1)
    var base = buffer.baseAddress
    return monthend_fuzz(&count, &base) { bytes, count in
        Targets.chosen(UnsafeBufferPointer(start: bytes, count: count))
        return 0
    }
}
if code >= 0 { exit(code) }

guard arguments.count > 5, let runs = Int(arguments[2]), let seed = UInt64(arguments[3]) else {
    stop("Fuzz TARGET RUNS SEED LAST FILE…")
}
let last = open(arguments[4], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
guard last >= 0 else { stop("no room for \(arguments[4])") }
let files = arguments.dropFirst(5).map { path -> [UInt8] in
    guard let data = FileManager.default.contents(atPath: path) else { stop("no file \(path)") }
    return Array(data)
}

/// No input takes a second; one that takes five ends the program by its alarm.
func feed(_ input: [UInt8]) {
    guard ftruncate(last, 0) == 0, pwrite(last, input, input.count, 0) == input.count else {
        stop("no room for \(arguments[4])")
    }
    alarm(5)
    input.withUnsafeBufferPointer(target)
}

for file in files { feed(file) }
var numbers = SeededNumbers(seed: seed)
for _ in 0..<runs {
    let file = files[numbers.below(files.count)]
    feed(Mutation.of(file, with: files[numbers.below(files.count)], &numbers))
}
print("inputs: \(files.count + runs)")
