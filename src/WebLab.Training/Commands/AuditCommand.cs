using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;
using WebLab.Data.Labels;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Commands;

/// <summary><c>weblab audit</c>: whether a data set's labels belong to its features, how many are wrong, and which.</summary>
internal static class AuditCommand
{
    private const int NoAssociation = 3;

    public static Command Create()
    {
        var place = new Argument<string?>("path")
        {
            Description =
                "A data set's folder, the name of one that needs none (generated), or whatever can be imported: images in folders, a "
                + "table, an archive.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var probabilities = new Option<string>("--probabilities")
        {
            Description = "Out-of-sample probabilities in the place of own scores: .npy, .npz, CSV or Parquet, a row an example.",
            HelpName = "file",
        };
        var embeddings = new Option<string>("--embeddings")
        {
            Description = "What a network of yours makes of the examples, in the place of own features: .npy, .npz, CSV or Parquet.",
            HelpName = "file",
        };
        var labels = new Option<string>("--labels")
        {
            Description = "The given labels: with --probabilities a label a row, else in the place of the data set's own.",
            HelpName = "file",
        };
        var column = new Option<string>("--label-column")
        {
            Description = "The column of labels: of the label file, or of a table that is audited.",
            HelpName = "name",
        };
        var first = NumberOption.Of("--label-base", "The number of the first class in the label file, 0 or 1; default 0.", 0, 1);
        var examples = NumberOption.Of("--examples", "The first so many examples of each split alone, 20 to 10,000,000.", 20, 10_000_000);
        var permutations = NumberOption.Of(
            "--permutations",
            "Permutations of the labels, 99 to 99,999; default 9,999.",
            LabelAuditOptions.MinPermutations,
            LabelAuditOptions.MaxPermutations
        );
        var shuffles = NumberOption.Of(
            "--shuffles",
            "Shuffled copies that the network is trained on, 19 to 999; default 19.",
            LabelAuditOptions.MinShuffles,
            LabelAuditOptions.MaxShuffles
        );
        var seed = NumberOption.Of("--seed", "Of everything random; default 1.", 0, int.MaxValue);
        var budget = NumberOption.Of("--budget", "Seconds that it should take at most, 10 to 86,400; default 300.", 10, 86_400);
        var tests = new Option<string>("--tests")
        {
            Description = $"Of {string.Join(", ", Names<LabelAuditTest>.All)}; default all.",
            HelpName = "names",
        };
        var group = new Option<string>("--group")
        {
            Description =
                "A table's column, or folder or format of imported images: tests and noise rate of each value, or of four ranges.",
            HelpName = "column",
        };
        var filter = new Option<string>("--filter")
        {
            Description = $"The rule that suspects are told by, of {string.Join(", ", Names<LabelFilter>.All)}; default any of them.",
            HelpName = "name",
        };
        var networks = new FoldNetworkChoice();
        var json = File("--json", "The report as JSON, into a file.");
        var csv = File("--csv", "Every number and suspect as CSV, into a file.");
        var html = File("--html", "The report as one HTML file that opens anywhere.");
        var threads = ComputeOptions.Threads();
        var device = ComputeOptions.Device();
        var command = new Command(
            "audit",
            "Audits labels: do they belong to the features, how many are wrong, which, what else is off? "
                + "Exit code 3 when they show no association."
        )
        {
            place,
            probabilities,
            embeddings,
            labels,
            column,
            first,
            examples,
            permutations,
            shuffles,
            seed,
            budget,
            tests,
            group,
            filter,
            json,
            csv,
            html,
            threads,
            device,
        };
        networks.AddTo(command);
        command.SetAction(parsed =>
        {
            var (path, file) = (parsed.GetValue(place), parsed.GetValue(probabilities));
            var options = new LabelAuditOptions();
            options = options with
            {
                Seed = NumberOption.Read(parsed, seed) ?? options.Seed,
                Permutations = NumberOption.Read(parsed, permutations) ?? options.Permutations,
                Shuffles = NumberOption.Read(parsed, shuffles) ?? options.Shuffles,
                BudgetSeconds = NumberOption.Read(parsed, budget) ?? options.BudgetSeconds,
                MaxExamples = NumberOption.Read(parsed, examples),
                Tests = parsed.GetValue(tests) is { } names ? Tests(names) : options.Tests,
                Filter = parsed.GetValue(filter) is { } rule ? Filter(rule) : null,
                Networks = networks.Read(parsed, file),
            };
            var compute = ComputeOptions.Open(parsed, device, threads);
            using var interrupted = new Interruption();
            // A pipeline that stops it leaves no copy of a person's images behind.
            using var terminated = PosixSignalRegistration.Create(
                PosixSignal.SIGTERM,
                signal =>
                {
                    signal.Cancel = true;
                    interrupted.Ask();
                }
            );
            var choice = new LabelChoice(parsed.GetValue(column), NumberOption.Read(parsed, first) ?? 0);
            if (path is null && file is null)
                throw new UsageException("audit needs a data set's path, or --probabilities with --labels.");
            if (path is null && parsed.GetValue(embeddings) is not null)
                throw new UsageException("--embeddings needs the data set's path, whose examples they are of.");
            if (path is null && parsed.GetValue(group) is not null)
                throw new UsageException("--group needs the table that has the column, and --probabilities has none.");
            var (report, subject) = path is null
                ? (OfProbabilities(file!, parsed.GetValue(labels), choice, options, compute, interrupted.Token), null)
                : OfPlace(
                    path,
                    (file, parsed.GetValue(embeddings)),
                    parsed.GetValue(labels),
                    choice,
                    parsed.GetValue(group),
                    options,
                    compute,
                    interrupted.Token
                );
            foreach (var line in LabelAuditText.Lines(report))
                Console.WriteLine(line);
            Save(parsed.GetValue(json), () => JsonSerializer.Serialize(report, LabJson.Options));
            Save(parsed.GetValue(csv), () => string.Join("\r\n", LabelAuditCsv.Lines(report)) + "\r\n");
            Save(parsed.GetValue(html), () => LabelAuditHtml.Of(report, subject?.Train, subject?.Test));
            return report.HasAssociation == false ? NoAssociation : 0;
        });
        return command;
    }

    private static LabelAuditReport OfProbabilities(
        string file,
        string? labelFile,
        LabelChoice choice,
        LabelAuditOptions options,
        ComputeDevice device,
        CancellationToken cancel
    )
    {
        var table = AuditFiles.Probabilities(file, null, own: null, cancel);
        var labels = AuditLabels.Read(
            labelFile ?? throw new UsageException("--probabilities needs --labels, the file with a given label for each row."),
            table.Rows,
            table.Classes,
            choice
        );
        var report = new LabelAuditReport
        {
            Title = Path.GetFileName(file),
            ScoredBy = "its probabilities",
            Examples = table.Rows,
            Classes = [.. Enumerable.Range(0, table.Classes).Select(label => label.ToString(CultureInfo.InvariantCulture))],
            Options = options,
        };
        return ProbabilityAudit.Whole(report, table, labels, device.Threads, cancel);
    }

    private static (LabelAuditReport, LabelAuditSubject?) OfPlace(
        string place,
        (string? Probabilities, string? Embeddings) files,
        string? labelFile,
        LabelChoice choice,
        string? group,
        LabelAuditOptions options,
        ComputeDevice device,
        CancellationToken cancel
    )
    {
        var subject = AuditSource.Read(
            place,
            choice.Column,
            labelFile is not null ? "labels"
                : files.Probabilities is not null ? "probabilities"
                : files.Embeddings is not null ? "embeddings"
                : null,
            Console.Error.WriteLine,
            cancel
        );
        if (labelFile is not null)
            subject = AuditSource.WithLabels(subject, labelFile, choice, Console.Error.WriteLine);
        var (all, whole) = ((subject.Train.Count, subject.Test?.Count ?? 0), subject);
        if (files is not (null, null))
            subject = subject.First(options.MaxExamples);
        var audited = (subject.Train.Count, subject.Test?.Count ?? 0);
        var own = whole.Origins.Count == 0 ? null : ExampleNames.Of(subject.Title, audited, all, whole.Origins, whole.TestOrigins);
        if (files.Probabilities is { } scores)
            subject = subject.With(Path.GetFileName(scores), AuditFiles.Probabilities(scores, null, own, cancel), all);
        if (files.Embeddings is { } embeddings)
            subject = subject.With(Path.GetFileName(embeddings), AuditFiles.Embeddings(embeddings, null, own, cancel), all);
        if (group is not null)
            options = options with { GroupColumn = AuditSource.GroupColumn(group, subject) };
        if (options.Networks is { } networks && FoldNetworks.Refusal(subject.First(options.MaxExamples), networks) is { } refusal)
            throw new UsageException(refusal);
        var last = "";
        var report = LabelAuditor.Audit(
            subject,
            options,
            device,
            progress =>
            {
                if (Interlocked.Exchange(ref last, progress.Stage) != progress.Stage)
                    Console.Error.WriteLine(Sentence.Of($"{progress.Done,5:P0} {progress.Stage}"));
            },
            cancel
        );
        return (report, subject);
    }

    private static LabelAuditTest[] Tests(string names) =>
        [
            .. names
                .Split(',', StringSplitOptions.TrimEntries)
                .Select(name =>
                    Names<LabelAuditTest>.TryParse(name, out var test)
                        ? test
                        : throw new UsageException(
                            $"tests must be of {string.Join(", ", Names<LabelAuditTest>.All)}; it was {Sentence.Shown(name)}."
                        )
                )
                .Distinct(),
        ];

    private static LabelFilter Filter(string name) =>
        Names<LabelFilter>.TryParse(name, out var filter)
            ? filter
            : throw new UsageException(
                $"filter must be one of {string.Join(", ", Names<LabelFilter>.All)}; it was {Sentence.Shown(name)}."
            );

    private static Option<string> File(string name, string description) => new(name) { Description = description, HelpName = "file" };

    private static void Save(string? path, Func<string> content)
    {
        if (path is null)
            return;
        try
        {
            System.IO.File.WriteAllText(path, content(), new UTF8Encoding(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} could not be written: {error.Message}");
        }
    }
}
