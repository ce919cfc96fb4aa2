using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;
using WebLab.Science.Kernels;

namespace WebLab.Science.Specs;

/// <summary>The rules between fields of a spec whose fields are each in range.</summary>
internal static class SpecRules
{
    public static IEnumerable<SpecProblem> Problems(RunSpec spec)
    {
        var facts = DatasetFacts.Of(spec.Dataset);
        var corruption = spec.Corruption;
        var kind = corruption.Kind;

        if (spec.TrainSize > facts.TrainCount)
            yield return new(
                "trainSize",
                Sentence.Of(
                    $"trainSize must be at most {facts.TrainCount:N0}, the training images of {spec.Dataset}; it "
                        + $"was {spec.TrainSize:N0}."
                )
            );
        var (rows, columns, side) = (facts.InputHeight, facts.InputWidth, LabCatalogue.Model(spec.Model).MinSide);
        if (facts.Kind != DatasetKind.Images)
        {
            foreach (var problem in FeatureProblems(spec, facts))
                yield return problem;
        }
        else if ((rows < side || columns < side) && Reads(spec, "model"))
            yield return new(
                "model",
                $"model must take images of {rows}x{columns}, those of {spec.Dataset}; {spec.Model} takes {side}x{side} and more."
            );
        foreach (var problem in OfferedProblems(spec, facts))
            yield return problem;
        if (!spec.Model.IsKernel() && spec.BatchSize > spec.TrainSize && Reads(spec, "batch-size"))
            yield return new(
                "batchSize",
                Sentence.Of($"batchSize must be at most trainSize, {spec.TrainSize:N0}; it was " + $"{spec.BatchSize:N0}.")
            );
        if (LabCatalogue.FindCorruption(kind)?.Datasets is { } datasets && !datasets.Contains(spec.Dataset))
            yield return new(
                "corruption.kind",
                $"corruption.kind {kind} must be used with {string.Join(" or ", datasets)}, for which it is defined; the data set was "
                    + $"{spec.Dataset}."
            );
        foreach (var field in OwnFields.FieldsOf(corruption).Where(field => field.Type == FieldKind.Matrix))
        {
            if (corruption.Fields.Matrix(field.Key) is { } matrix && MatrixProblem(field.Path, matrix, facts.Classes.Count) is { } problem)
                yield return problem;
        }
        if (spec.Regularisers.LabelSmoothing > 0 && spec.Loss.Kind != LossSpec.CrossEntropy && Reads(spec, "loss"))
            yield return new(
                "regularisers.labelSmoothing",
                Sentence.Of(
                    $"regularisers.labelSmoothing must be 0 for {spec.Loss.Kind}, which has targets of its own; it was "
                        + $"{spec.Regularisers.LabelSmoothing}."
                )
            );
        if (spec.StartFrom is { } start && (spec.Analysis is not null || spec.Model.IsKernel()))
            yield return new(
                "startFrom",
                $"startFrom must be left out for {spec.Analysis?.Kind ?? spec.Model}, which trains no network in epochs; it was "
                    + $"{Sentence.Shorten(start)}."
            );
        if (spec.KeptNetworks > 0 && (spec.Analysis is not null || spec.Model.IsKernel()))
            yield return new(
                "keptNetworks",
                Sentence.Of(
                    $"keptNetworks must be 0 for {spec.Analysis?.Kind ?? spec.Model}, which trains no network in epochs; it was "
                        + $"{spec.KeptNetworks}."
                )
            );
        if (spec.StartFrom is not null && LabCatalogue.FindLoss(spec.Loss.Kind) is { Networks: > 1 })
            yield return new(
                "startFrom",
                $"startFrom must be none for {spec.Loss.Kind}, whose networks must start apart; it was {Sentence.Shorten(spec.StartFrom)}."
            );
        if (spec.Regularisers.RandomCrop && spec.Model.IsKernel())
            yield return new(
                "regularisers.randomCrop",
                $"regularisers.randomCrop must be false for {spec.Model}, which sees each image once; it was true."
            );
        if (spec.Regularisers.RandomCrop && corruption.ChangesPixels() && facts.IsCropped)
            yield return new(
                "regularisers.randomCrop",
                $"regularisers.randomCrop must be false for {kind}, which replaces the cropped image; it was true."
            );
    }

    /// <summary>Of networks that an analysis trains for itself.</summary>
    private static IEnumerable<SpecProblem> OfferedProblems(RunSpec spec, DatasetFacts facts)
    {
        foreach (var (field, network) in OfferedNetworks.Of(spec))
        {
            if (OfferedNetworks.Refusal(field.Path, network, facts) is { } refusal)
                yield return new(field.Path, refusal);
            if (field.Key == FoldNetworkOptions.NetworkKey && spec.Analysis!.Fields.Text(LabelAuditOptions.ProbabilitiesKey) is { } file)
                yield return new(
                    field.Path,
                    $"{field.Path} must be {FoldNetworkOptions.None} where analysis.{LabelAuditOptions.ProbabilitiesKey} is "
                        + $"{Sentence.Shorten(file)}, by which labels are questioned then; it was {network.Id}."
                );
            if (
                field.Key == FoldNetworkOptions.NetworkKey
                && OwnFields.ValueOf(spec.Analysis!, FoldNetworkOptions.FoldsKey) is double folds
                && folds > spec.TrainSize
            )
                yield return new(
                    $"analysis.{FoldNetworkOptions.FoldsKey}",
                    Sentence.Of(
                        $"analysis.{FoldNetworkOptions.FoldsKey} must be at most trainSize, {spec.TrainSize:N0}; it was {folds:N0}."
                    )
                );
        }
    }

    private static bool Reads(RunSpec spec, string field) => spec.Analysis is null || JobKinds.Of(spec).Reads.Contains(field);

    /// <summary>What only images can have. A kind of examples that is not known here takes no model.</summary>
    private static IEnumerable<SpecProblem> FeatureProblems(RunSpec spec, DatasetFacts facts)
    {
        var has = Sentence.Of($"the {facts.Width:N0} features of {spec.Dataset}");
        if ((facts.Kind != DatasetKind.Features || !LabCatalogue.Model(spec.Model).TakesFeatures) && Reads(spec, "model"))
            yield return new("model", $"model must take {has}; {spec.Model} takes images only.");
        if (spec.Corruption.ChangesPixels())
            yield return new(
                "corruption.kind",
                $"corruption.kind must be one of labels for {spec.Dataset}, which has features and no pixels; it was "
                    + $"{spec.Corruption.Kind}."
            );
        if (spec.Regularisers.RandomCrop)
            yield return new("regularisers.randomCrop", $"regularisers.randomCrop must be false for {has}; it was true.");
        if (spec.Regularisers.HorizontalFlip)
            yield return new("regularisers.horizontalFlip", $"regularisers.horizontalFlip must be false for {has}; it was true.");
        if (spec.Regularisers.Rotation > 0)
            yield return new(
                "regularisers.rotation",
                Sentence.Of($"regularisers.rotation must be 0 for {has}; it was {spec.Regularisers.Rotation}.")
            );
    }

    private static SpecProblem? MatrixProblem(string path, double[][] matrix, int classes)
    {
        if (matrix.Length != classes || matrix.Any(row => row is null || row.Length != classes))
            return new(
                path,
                Sentence.Of(
                    $"{path} must have {classes} rows of {classes} numbers; it had {matrix.Length} rows of "
                        + $"{string.Join(", ", matrix.Select(row => row?.Length ?? 0).Distinct())}."
                )
            );
        for (var i = 0; i < classes; i++)
        {
            if (matrix[i].Any(p => !(p >= 0 && p <= 1)))
                return new(
                    path,
                    Sentence.Of(
                        $"{path} row {i + 1} must hold probabilities from 0 to 1; it held "
                            + $"{matrix[i].First(p => !(p >= 0 && p <= 1))}."
                    )
                );
            if (Math.Abs(matrix[i].Sum() - 1) > 1e-6)
                return new(path, Sentence.Of($"{path} row {i + 1} must sum to 1; it summed to {matrix[i].Sum():0.######}."));
        }
        return null;
    }
}
