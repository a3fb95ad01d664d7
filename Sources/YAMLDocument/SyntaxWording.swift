import Diagnostics

/// What a message of libyaml means for the person who wrote the file.
struct SyntaxWording {
  var code: DiagnosticCode = "yaml-syntax"
  var message: String
  var help: [String] = []

  /// `byte` is the one the parser stopped at; nil at the end of the text.
  init(problem: String, byte: UInt8?) {
    switch problem {
    case "found character that cannot start any token" where byte == UInt8(ascii: "\t"),
      "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
      code = "tab-indentation"
      message = "a tab cannot indent YAML"
      help = ["indent with spaces"]
    case "found character that cannot start any token":
      let shown = byte.map { visible(String(Unicode.Scalar($0))) } ?? ""
      message = "`\(shown)` cannot start a value"
      help = ["quote the text: \"\(shown)...\""]
    case "mapping values are not allowed in this context":
      message = "a `:` cannot stand here: the line already is a value, or its indentation fits no key above"
      help = [
        "quote text that holds a colon and a space, align the keys of one map, and put braces round a map in one line"
      ]
    case "could not find expected ':'":
      message = "a key without `:`"
      help = ["write `key: value`; text over several lines needs quotes or deeper indentation"]
    case "did not find expected key":
      message = "a key was expected: the indentation fits no map above, or text follows a closed value"
    case "did not find expected '-' indicator":
      message = "a list item `- ` was expected: the indentation fits no list above"
    case "did not find expected ',' or '}'":
      message = "the map that `{` opens lacks a `,` or its `}`"
    case "did not find expected ',' or ']'":
      message = "the list that `[` opens lacks a `,` or its `]`"
    case "block sequence entries are not allowed in this context":
      message = "a list item `- ` cannot stand here"
      help = ["start the list on the line below its key"]
    case "found unexpected end of stream":
      message = "the text ends inside a quoted value"
      help = ["close the quotes"]
    case "did not find expected <document start>":
      message = "the text goes on after its value has ended"
    case "found undefined tag handle":
      code = "yaml-tag"
      message = "tags (`!name`) are not part of the language"
      help = ["remove the tag: the schema says how a value is read"]
    default:
      message = problem.isEmpty ? "this is not YAML" : problem
    }
  }
}
