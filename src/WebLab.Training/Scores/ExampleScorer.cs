using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Scores;
using WebLab.Data;
using WebLab.Data.Corruption;
using WebLab.Data.Preprocessing;
using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.Scores;

/// <summary>Scores of training examples that no single network can give: trains many small ones, one a thread, and counts.</summary>
internal sealed class ExampleScorer
{
    private const int Batch = 128,
        EvaluationBatch = 1_000,
        StepsBetweenLooks = 20;

    private readonly ScoreOptions _options;
    private readonly CorruptedSet _data;
    private readonly ComputeDevice _device;
    private readonly DatasetFacts _facts;
    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly HeldOutDeck[] _decks;
    private readonly ScoreTally _tally;
    private int _next,
        _trained;
    private long _shown;
    private double _testAccuracies;

    /// <param name="options">What is asked.</param>
    /// <param name="data">Examples with their given labels.</param>
    /// <param name="facts">Their data set.</param>
    /// <param name="device">Where.</param>
    public ExampleScorer(ScoreOptions options, CorruptedSet data, DatasetFacts facts, ComputeDevice device)
    {
        (_options, _data, _facts, _device) = (options, data, facts, device);
        _decks =
        [
            .. options.Shares.Select(share => new HeldOutDeck(
                Count,
                (int)Math.Round((1 - share) * Count),
                Seeds.Derive(options.Seed, Sentence.Of($"held-out/{share}"))
            )),
        ];
        _tally = new(options, Count);
    }

    /// <summary>What a network was found to predict right by its number, of training and of test examples, where it was trained before;
    /// null to train it. Not for scores that a network gives by itself.</summary>
    public Func<int, (bool[] OnTrain, bool[] OnTest)?>? Known { get; init; }

    /// <summary>Hears what each network predicts right, as soon as it is trained; on its thread.</summary>
    public Action<int, bool[], bool[]>? Trained { get; init; }

    private int Count => _data.GivenLabels.Length;

    /// <summary>Trains all networks.</summary>
    /// <param name="tell">Hears what it is at and the share that is done, on this thread; may throw to end it.</param>
    /// <param name="keep">Takes the report as it stands; the flag says that it is the last one.</param>
    /// <param name="cancel">Ends it.</param>
    public void Run(Action<string, double> tell, Action<ExampleScoresReport, bool> keep, CancellationToken cancel)
    {
        using var scope = NewDisposeScope();
        var (train, test) = (OnDevice(_data.Train, _data.GivenLabels), OnDevice(_data.Test, _data.TestLabels));
        var kept = 0;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // A GPU takes one network at a time.
        OneThreadEach.Do(
            _device.IsGpu ? 1 : Math.Min(_device.Threads, _options.All),
            () => Work(train, test, ended.Token),
            () =>
            {
                try
                {
                    Told();
                }
                catch
                {
                    // The threads are waited for before it is thrown on.
                    ended.Cancel();
                    throw;
                }
            }
        );
        cancel.ThrowIfCancellationRequested();
        keep(Report(_tally.Pairs(_data)), true);

        void Told()
        {
            lock (_gate)
            {
                var steps = _options.All * _options.Epochs * _options.Shown * Count;
                tell(
                    Sentence.Of($"{_trained:N0} of {_options.All:N0} networks are trained"),
                    Math.Min(1, Interlocked.Read(ref _shown) / steps)
                );
                if (_trained == kept || _trained == _options.All)
                    return;
                kept = _trained;
                keep(Report(null), false);
            }
        }
    }

    private void Work(Examples train, Examples test, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            int number;
            bool[] heldOut;
            lock (_gate)
            {
                if (_next == _options.All)
                    return;
                number = _next++;
                heldOut = _decks[number % _decks.Length].Deal();
                // No network is trained on what the labels leave out.
                for (var i = 0; i < heldOut.Length; i++)
                    heldOut[i] |= IsLeftOut(i);
            }
            if (Known?.Invoke(number) is { } known)
                Add(number, heldOut, known.OnTrain, known.OnTest, null);
            else
                Fit(train, test, heldOut, number, cancel);
        }
    }

    private void Fit(Examples train, Examples test, bool[] heldOut, int number, CancellationToken cancel)
    {
        using var scope = NewDisposeScope();
        using var network = new ScoredNetwork(
            (int)train.Inputs.shape[1],
            _facts.Classes.Count,
            RandomStream.ForItem(Seeds.Derive(_options.Seed, Seeds.Initialisation), number).NextUInt64(),
            _device.Torch
        );
        var shuffling = RandomStream.ForItem(Seeds.Derive(_options.Seed, Seeds.Shuffling), number);
        Epochs(network, train, Members(heldOut, areHeldOut: false), shuffling, _ => { }, cancel);
        float[]? values = _options.Method switch
        {
            ScoreMethod.El2n => InBatches(train, (x, y) => network.Outputs(x).softmax(1).sub_(y).Squared().sum(1).sqrt()),
            ScoreMethod.Grand => InBatches(train, network.GradientLengths),
            ScoreMethod.SecondSplit => Forgotten(),
            _ => null,
        };
        if (cancel.IsCancellationRequested)
            return;
        var onTest = Right(network, test);
        var onTrain = values is null ? Right(network, train) : [];
        Trained?.Invoke(number, onTrain, onTest);
        Add(number, heldOut, onTrain, onTest, values);

        // The epoch of the second half after which an example of the first is wrong to the end: 0 where it was not learned, one more than
        // there are where it is right at the last.
        float[] Forgotten()
        {
            float[] forgotten =
            [
                .. Right(network, train)
                    .Select(
                        (right, i) =>
                            heldOut[i] ? float.NaN
                            : right ? 1
                            : 0
                    ),
            ];
            var learned = Array.ConvertAll(forgotten, value => value > 0);
            void Look(int epoch)
            {
                var right = Right(network, train);
                for (var i = 0; i < forgotten.Length; i++)
                {
                    if (learned[i] && right[i])
                        forgotten[i] = epoch + 1;
                }
            }
            Epochs(network, train, Members(heldOut, areHeldOut: true), shuffling, Look, cancel);
            return forgotten;
        }
    }

    private void Add(int number, bool[] heldOut, bool[] onTrain, bool[] onTest, float[]? values)
    {
        lock (_gate)
        {
            _tally.Add(number, heldOut, onTrain, onTest, values);
            _testAccuracies += onTest.Count(right => right) / (double)Math.Max(1, onTest.Length);
            _trained++;
        }
    }

    private bool IsLeftOut(int example) => _data.IsLeftOut?[example] == true;

    private int[] Members(bool[] heldOut, bool areHeldOut) =>
        [.. Enumerable.Range(0, heldOut.Length).Where(i => heldOut[i] == areHeldOut && !IsLeftOut(i))];

    private void Epochs(
        ScoredNetwork network,
        Examples train,
        int[] members,
        RandomStream shuffling,
        Action<int> epochDone,
        CancellationToken cancel
    )
    {
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            shuffling.Shuffle<int>(members);
            using var outer = NewDisposeScope();
            var order = tensor(members, dtype: ScalarType.Int64, device: _device.Torch);
            for (int start = 0, step = 0; start < members.Length; start += Batch, step++)
            {
                if (step % StepsBetweenLooks == 0 && cancel.IsCancellationRequested)
                    return;
                using var scope = NewDisposeScope();
                var rows = order.narrow(0, start, Math.Min(Batch, members.Length - start));
                network.Step(train.Inputs.index_select(0, rows), train.Targets.index_select(0, rows), _options.LearningRate);
                Interlocked.Add(ref _shown, rows.shape[0]);
            }
            epochDone(epoch);
        }
    }

    private ExampleScoresReport Report((IReadOnlyList<InfluencePair> Pairs, long High)? influence)
    {
        var (scores, errors) = _tally.Scores();
        // Nobody gave them a label to be judged by.
        for (var i = 0; i < scores.Length; i++)
        {
            if (IsLeftOut(i))
                (scores[i], errors[i]) = (float.NaN, float.NaN);
        }
        return new()
        {
            Title = _facts.Title,
            Method = _options.Method,
            Networks = _options.All,
            Trained = _trained,
            Epochs = _options.Epochs,
            Share = _options.Method == ScoreMethod.Memorisation ? _options.Share : null,
            LearningRate = _options.LearningRate,
            TestAccuracy = _testAccuracies / Math.Max(1, _trained),
            Scores = scores,
            Errors = errors,
            GivenLabels = _data.GivenLabels,
            TrueLabels = _data.TrueLabels,
            Quantiles = ScoreTally.Quantiles(scores),
            Pairs = influence?.Pairs ?? [],
            HighPairs = influence?.High,
            Caveats = ScoreCaveats.Of(_options, _trained),
            Seconds = _watch.Elapsed.TotalSeconds,
        };
    }

    private static bool[] Right(ScoredNetwork network, Examples examples) =>
        [.. InBatches(examples, (x, y) => network.Outputs(x).argmax(1).eq(y.argmax(1)).to(ScalarType.Float32)).Select(right => right > 0)];

    private static float[] InBatches(Examples examples, Func<Tensor, Tensor, Tensor> of)
    {
        using var none = no_grad();
        var count = examples.Inputs.shape[0];
        var all = new float[count];
        for (var start = 0L; start < count; start += EvaluationBatch)
        {
            using var scope = NewDisposeScope();
            var most = Math.Min(EvaluationBatch, count - start);
            using var values = of(examples.Inputs.narrow(0, start, most), examples.Targets.narrow(0, start, most)).cpu();
            values.data<float>().CopyTo(all, (int)start);
        }
        return all;
    }

    private Examples OnDevice(PixelSet pixels, byte[] labels)
    {
        // A copy, as for every training: what products give to the last bit depends on where memory begins.
        var inputs = tensor(pixels.Values, [pixels.Count, pixels.ImageLength]).to(_device.Torch, copy: true);
        var targets = nn
            .functional.one_hot(tensor(labels, dtype: ScalarType.Int64), _facts.Classes.Count)
            .to(ScalarType.Float32)
            .to(_device.Torch);
        return new(inputs, targets);
    }

    private sealed record Examples(Tensor Inputs, Tensor Targets);
}
