/// The rows of a table written as text: one line = one case, cells between `|`, blanks trimmed.
///
/// The first line names the columns and is left out. `␠` stands for a blank, `∅` for nothing.
func textTable(_ text: String) -> [[String]] {
    text.split(separator: "\n").dropFirst().map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
            var cell = cell
            while cell.first == " " { cell.removeFirst() }
            while cell.last == " " { cell.removeLast() }
            return cell == "∅" ? "" : String(cell.map { $0 == "␠" ? " " : $0 })
        }
    }
}
