extension RuleSheet {
  /// Every rule, by code.
  package static let all: [RuleSheet] = [
    .activationBeforeLogits, .ambiguousColumn, .ambiguousHeader, .badAllow, .badDelimiter, .badMerge, .badName,
    .badNpyHeader, .badOverride, .badRange, .badReference, .badShape, .badText, .batchOverTrain, .blockAsInput,
    .changedSpec, .checkpointOverMemoryLimit, .checksumMismatch, .collidingNames, .columnWithoutValues,
    .conflictingKeys, .conflictingOptions, .constantColumn, .controlCharacter, .countDiffers, .cyclicParents,
    .damagedArchive, .damagedCheckpoint, .damagedGzip, .dataOutsideFolder, .dataOverMemoryLimit,
    .differentRowCounts, .doubledParent, .duplicateKey, .emptyDocument, .emptyFile, .emptySplit, .emptyValue,
    .enumerationOverBudget, .exactBeforeSampled, .exactIsAffordable, .fewerSteps, .fieldAsParent,
    .fieldWithoutLatent, .fileTooLarge, .firstLayerNotDense, .fixedPriorLength, .fixedPriorSum, .fixedPriorZero,
    .freeBitsOverEntropy, .greyOutOfRange, .greyValues, .hugeCell, .idLikeColumn, .indexOutOfRange,
    .intervalPastTraining, .keyBesideExactEncoder, .keyNotText, .keyWithoutEffect, .labelAsInput,
    .latentFeedsNothing, .layersWithoutInput, .likelihoodOfOtherType, .likelihoodWithoutType, .memoryOverBudget,
    .missingCell, .missingCheckpoint, .missingFile, .missingKey, .modelTooLarge, .nestingTooDeep, .newerCheckpoint,
    .noAnalyticKl, .noColumns, .noRows, .noRun, .noSpec, .noSuchSplit, .noTrainRows, .noValidRows, .notABit,
    .notACheckpoint, .notAFile, .notANumber, .notAPlan, .notARun, .notIdx, .notImages, .notNpy, .notNpz, .notUtf8,
    .nothingToModel, .oneCategory, .oneHotAmongBinary, .oneHotColumns, .otherData, .otherSpec, .outOfRange,
    .overlappingSplits, .ownParent, .posteriorIgnoresDependency, .priorWithDependencies, .raggedRow,
    .recursiveAlias, .repeatedColumn, .repeatedValue, .reservedName, .residualWidth, .runExists, .sampledEncoding,
    .samplesDisagree, .secondDocument, .severalNames, .sharedColumn, .shortMetrics, .staleCheckpoint,
    .standardInput, .tabIndentation, .textAfterQuote, .tooManyColumns, .tooManyNodes, .tooManyRows, .tooManySteps,
    .tooManyVariables, .trailingBytes, .trainingDiverged, .truncatedArray, .truncatedCheckpoint, .truncatedGzip,
    .twoLinearMaps, .twoOnes, .twoRests, .unclosedQuote, .unevenShare, .unknownAnchor, .unknownColumn,
    .unknownFormat, .unknownKey, .unknownName, .unsafeArchive, .unseenValue, .unsupportedType, .unusedAllow,
    .unusedNetwork, .unusedPart, .valueNeverSeen, .wrongType, .yamlDirective, .yamlSyntax, .yamlTag,
  ].sorted { $0.code.name < $1.code.name }
}
