// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.strictMemorySafety()]

/// Kernels are compiled with optimisation in every configuration and without overflow checks:
/// their sizes come from a verified plan, never from a file. They see one another's files whole (vector arithmetic is
/// inlined across files) in object files of their own, and a square root is an instruction, not a call that sets errno.
func kernelSettings(_ name: String, march: String?) -> [SwiftSetting] {
  [
    .define(name),
    .unsafeFlags(
      ["-Ounchecked", "-wmo", "-disable-batch-mode", "-num-threads", "1", "-Xcc", "-fno-math-errno"]
        + (march.map { ["-Xcc", "-march=\($0)", "-Xcc", "-mprfchw"] } ?? [])),
  ]
}

let kernelDependencies: [Target.Dependency] = ["KernelInterface", "CInstructions"]

var kernelTargets: [Target] = [
  .target(
    name: "Kernels", dependencies: kernelDependencies, swiftSettings: kernelSettings("PORTABLE", march: nil),
    linkerSettings: [.linkedLibrary("m")])
]
var kernelModules: [Target.Dependency] = ["Kernels"]
#if arch(x86_64)
  kernelTargets += [
    .target(
      name: "KernelsAVX2", dependencies: kernelDependencies,
      swiftSettings: kernelSettings("AVX2", march: "x86-64-v3")),
    .target(
      name: "KernelsAVX512", dependencies: kernelDependencies,
      swiftSettings: kernelSettings("AVX512", march: "x86-64-v4")),
  ]
  kernelModules += ["KernelsAVX2", "KernelsAVX512"]
#endif

/// What strangers may hand the program, as functions of bytes: tests replay a corpus, and the fuzzer, which has no main
/// of its own, is there with DVAE_FUZZING in the environment only.
var fuzzTargets: [Target] = [
  .target(
    name: "FuzzInputs",
    dependencies: [
      "Diagnostics", "YAMLDocument", "ModelSpec", "Datasets", "LatentModel", "Checkpoint", "Workflows",
    ], path: "Tests/Fuzzing/Inputs"),
  .testTarget(name: "FuzzingTests", dependencies: ["FuzzInputs"], path: "Tests/Fuzzing/Replay"),
]
if Context.environment["DVAE_FUZZING"] != nil {
  fuzzTargets.append(
    .executableTarget(name: "dvae-fuzz", dependencies: ["FuzzInputs"], path: "Tests/Fuzzing/Executable"))
}

let testTargets: [Target] = [
  .testTarget(name: "DocumentTests", dependencies: ["Diagnostics", "YAMLDocument"]),
  .testTarget(
    name: "SpecTests", dependencies: ["Diagnostics", "YAMLDocument", "ModelSpec"], exclude: ["invalid", "valid"]),
  .testTarget(
    name: "DatasetTests",
    dependencies: ["Diagnostics", "YAMLDocument", "ModelSpec", "Datasets", "Checkpoint", "CZlib"]),
  .testTarget(
    name: "LatentModelTests", dependencies: ["Diagnostics", "YAMLDocument", "ModelSpec", "Datasets", "LatentModel"]),
  .testTarget(
    name: "TensorTests",
    dependencies: [
      "Diagnostics", "DeterministicMath", "YAMLDocument", "ModelSpec", "Datasets", "LatentModel", "TensorOps",
      "TensorGraph", "ExecutionPlan", "CPURuntime",
    ]),
  .testTarget(name: "KernelTests", dependencies: ["KernelInterface", "CPURuntime"] + kernelModules),
  .testTarget(
    name: "AblationTests", dependencies: ["Diagnostics", "YAMLDocument", "ModelSpec", "Checkpoint", "Ablation"]),
  .testTarget(name: "CheckpointTests", dependencies: ["Diagnostics", "Checkpoint"]),
  .testTarget(
    name: "WorkflowTests",
    dependencies: [
      "Diagnostics", "RuleCatalogue", "YAMLDocument", "ModelSpec", "Datasets", "TensorGraph", "KernelInterface",
      "CPURuntime",
      "Checkpoint", "CZlib", "Ablation", "Workflows", "dvae-run",
    ], exclude: ["golden", "specs"]),
]

let package = Package(
  name: "dvae-run",
  products: [.executable(name: "dvae-run", targets: ["dvae-run"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CInstructions"),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "RuleCatalogue", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(name: "DeterministicMath", swiftSettings: strict),
    .target(name: "YAMLDocument", dependencies: ["Diagnostics", "CLibYAML"], swiftSettings: strict),
    .target(name: "ModelSpec", dependencies: ["Diagnostics", "YAMLDocument"], swiftSettings: strict),
    .target(
      name: "Datasets",
      dependencies: ["Diagnostics", "DeterministicMath", "ModelSpec", "Checkpoint", "CZlib", "CInstructions"],
      swiftSettings: strict),
    .target(
      name: "LatentModel", dependencies: ["Diagnostics", "DeterministicMath", "ModelSpec", "Datasets"],
      swiftSettings: strict),
    // Optimised in debug builds too: its Double references are what tests compare everything with.
    .target(name: "TensorOps", dependencies: ["Diagnostics"], swiftSettings: strict + [.unsafeFlags(["-O"])]),
    .target(
      name: "TensorGraph",
      dependencies: ["Diagnostics", "DeterministicMath", "ModelSpec", "Datasets", "TensorOps", "LatentModel"],
      swiftSettings: strict),
    .target(name: "KernelInterface"),
    .target(
      name: "ExecutionPlan", dependencies: ["Diagnostics", "TensorOps", "TensorGraph", "KernelInterface"],
      swiftSettings: strict),
    .target(
      name: "CPURuntime",
      dependencies: [
        "Diagnostics", "DeterministicMath", "TensorOps", "TensorGraph", "KernelInterface", "ExecutionPlan",
      ] + kernelModules, swiftSettings: strict),
    .target(name: "Checkpoint", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(
      name: "Ablation",
      dependencies: [
        "Diagnostics", "DeterministicMath", "YAMLDocument", "ModelSpec", "Checkpoint",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(
      name: "Workflows",
      dependencies: [
        "Diagnostics", "RuleCatalogue", "DeterministicMath", "YAMLDocument", "ModelSpec", "Datasets", "LatentModel",
        "TensorOps", "TensorGraph", "ExecutionPlan", "KernelInterface", "CPURuntime", "Checkpoint", "Ablation",
        "CLibYAML", "CZlib",
      ], swiftSettings: strict),
    .executableTarget(
      name: "dvae-run",
      dependencies: [
        "Diagnostics", "TensorGraph", "Workflows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
  ] + kernelTargets + fuzzTargets + testTargets
)
