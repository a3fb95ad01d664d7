/// Words that people bring from other tools, and what the language calls the same thing.
enum OtherWords {
  /// The key of the language that another word means.
  static func key(_ word: String) -> String? { keys[plain(word)] }

  /// The one of `known` names that another word means.
  static func name(_ word: String, among known: [String]) -> String? {
    names[plain(word)].flatMap { known.contains($0) ? $0 : nil }
  }

  /// What to tell who looks for something that is not among `known` names and has no counterpart there.
  static func remark(_ word: String, among known: [String]) -> String? {
    if ["softmax", "logsoftmax", "gumbel"].contains(plain(word)), known.contains("dense") {
      return "leave it out: the last linear map to the logits and their softmax are added by themselves"
    }
    if ["batchnorm", "batchnormalization"].contains(plain(word)), known.contains("layer_norm") {
      return "rows do not see one another here: take `layer_norm`"
    }
    if ["continuous", "real", "float", "number", "numeric", "gaussian", "normal"].contains(plain(word)),
      known.contains("categorical"), known.contains("binary")
    {
      return "cut the numbers into a few ranges: a column of ranges is `categorical`"
    }
    return nil
  }

  /// Lower case, without what joins words.
  private static func plain(_ word: String) -> String { word.lowercased().filter { !"_- ".contains($0) } }

  private static let keys: [String: String] = table([
    "learning_rate": ["lr", "step_size", "alpha"],
    "batch_size": ["batch", "bs", "minibatch", "rows"],
    "epochs": ["num_epochs", "n_epochs", "max_epochs"],
    "steps": ["iterations", "max_steps", "num_steps", "n_iter"],
    "optimizer": ["optim", "optimiser"],
    "gradient_clip": ["grad_clip", "clip_norm", "max_grad_norm", "clip"],
    "patience": ["early_stopping"],
    "seed": ["random_seed", "random_state"],
    "gradient": ["estimator", "gradient_estimator"],
    "kl_weight": ["beta", "kl_beta"],
    "temperature": ["temp", "tau"],
    "samples": ["num_samples", "n_samples", "draws", "k"],
    "categories": ["num_categories", "n_categories", "classes", "num_classes", "n_classes", "cardinality", "states"],
    "count": ["num", "num_variables", "n_variables", "number"],
    "parents": ["depends_on", "dependencies", "given", "conditioned_on"],
    "latents": ["latent", "z", "variables"],
    "layers": ["hidden", "hidden_layers", "hidden_sizes", "hidden_dims", "hidden_units"],
    "train": ["path", "file", "csv", "train_file"],
    "valid": ["val", "dev", "validation"],
    "fields": ["features", "variables_of_data"],
    "type": ["kind", "dtype"],
    "delimiter": ["sep", "separator"],
    "missing": ["na_values", "nan"],
    "evaluation": ["eval"],
    "data": ["dataset"],
  ])

  private static let names: [String: String] = table([
    "binary": ["bool", "boolean", "bernoulli", "bit"],
    "categorical": ["category", "discrete", "string", "text", "enum", "multinomial"],
    "dense": ["linear", "fc", "fully_connected"],
    "silu": ["swish"],
    "gumbel_softmax": ["gumbel", "concrete", "relaxed"],
    "reinforce": ["score_function", "nvil"],
    "autoregressive": ["ar", "chain_rule", "full"],
    "markov": ["chain", "markov_chain"],
    "learned": ["trainable", "learnable"],
  ])

  private static func table(_ groups: [String: [String]]) -> [String: String] {
    var table: [String: String] = [:]
    for (name, words) in groups {
      for word in words { table[plain(word)] = name }
    }
    return table
  }
}
