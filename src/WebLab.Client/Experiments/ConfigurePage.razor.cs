using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Queue;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>The launch form. Its address holds what it would launch, and the browser keeps what was typed until it is launched.</summary>
public sealed partial class ConfigurePage : LiveView<Page<QueueEntry>>
{
    private const int MaxProblems = 4;

    private ExperimentDraft _draft = new();
    private IReadOnlyList<RunRequest> _new = [];
    private IReadOnlyList<DeviceInfo> _devices = [];
    private Page<QueueEntry>? _queue;
    private Experiment? _target;
    private KeptDraft? _other;
    private int _previewed;
    private string _otherVerb = "";
    private string? _note,
        _fault,
        _address;
    private bool _isOpen,
        _isLaunching;

    [Inject]
    private LabSession Session { get; set; } = null!;

    [Inject]
    private UnsentStore Kept { get; set; } = null!;

    [Inject]
    private Questions Questions { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "spec")]
    private string? SpecText { get; set; }

    [SupplyParameterFromQuery(Name = "name")]
    private string? NameText { get; set; }

    [SupplyParameterFromQuery(Name = "axis")]
    private string[]? AxisTexts { get; set; }

    [SupplyParameterFromQuery(Name = "terms")]
    private string? TermsText { get; set; }

    /// <summary>The experiment that the runs are added to.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private Guid? To { get; set; }

    private string Unsent => To is { } experiment ? $"form/{experiment}" : "form";

    private string Address => SpecLink.To(_draft.Spec, _draft.Name, _draft.Typed, To, _draft.Terms);

    /// <summary>Why nothing can be launched now.</summary>
    private IReadOnlyCollection<string> Problems =>
        To is not null && _target is null ? [Fault ?? "The experiment that these runs are added to is being read."]
        : _draft.Problems.Count == 0 && _new.Count == 0 && _target is { Summary: var target }
            ? [$"{target.Name} has every run of this form already; add seeds, or values to an axis."]
        : _draft.Problems;

    protected override Task OnInitializedAsync() => Open();

    // Without devices and queue there is no expected time to show; launching tells what is wrong.
    protected override async Task<Page<QueueEntry>> Read(CancellationToken stop)
    {
        if (To is { } experiment)
        {
            _target = await Api.Experiment(experiment, stop);
            Count();
        }
        _devices = await Api.Devices(stop);
        return await Api.Queue(0, 200, stop);
    }

    protected override void Take(Page<QueueEntry> answer) => _queue = answer;

    // A link says what it says; a reload of it, or the form without one, is what was being written.
    private async Task Open()
    {
        var kept = KeptDraft.Read(await Kept.Read(Unsent));
        if (kept is not null && (SpecText is null || kept.Address == Navigation.ToBaseRelativePath(Navigation.Uri)))
        {
            _draft = ExperimentDraft.Of(kept);
            if (SpecText is null)
                Offer(new ExperimentDraft().Keep(""), "The experiment that you were writing is back.", "Start from the defaults");
        }
        else
        {
            var spec = SpecLink.Decode(SpecText) is { } decoded && SpecLink.IsKnown(decoded) ? decoded : null;
            _draft = new(spec, NameText, (AxisTexts ?? []).Select(SpecLink.Axis).OfType<SweepAxis>(), SpecLink.Terms(TermsText));
            if (SpecText is not null && spec is null)
                _note = "The recipe in the link could not be read; the form starts from the defaults.";
            else if (kept is not null)
                Offer(kept, "You were writing another experiment.", "Go back to it");
        }
        Count();
        _isOpen = true;
    }

    private void Offer(KeptDraft other, string note, string verb) => (_other, _note, _otherVerb) = (other, note, verb);

    private Task BringBack()
    {
        _draft = ExperimentDraft.Of(_other!);
        (_other, _note) = (null, null);
        return Changed();
    }

    private Task Keep() => Kept.Keep(Unsent, _draft.Keep(_address ?? Navigation.ToBaseRelativePath(Navigation.Uri)).Write());

    // What is added to an experiment is what it has not got.
    private void Count()
    {
        var known = (_target?.Runs ?? []).Where(run => run.ArchivedAt is null).Select(run => run.Spec).ToHashSet();
        _new = known.Count == 0 ? _draft.Runs : [.. _draft.Runs.Where(run => !known.Contains(OwnFields.Tidy(run.Spec)))];
    }

    private string Wait()
    {
        // What waits in a cluster is before no one here.
        var queued = _queue?.Items.Where(entry => !entry.IsHandedOver).ToList() ?? [];
        if (queued.Count == 0)
            return _devices.All(device => device.RunId is not null) ? ", as soon as a device is free" : "";
        var total = _queue!.Total - _queue.Items.Count + queued.Count;
        var waiting = total == 1 ? "1 run waits" : $"{Format.Count(total)} runs wait";
        var last = queued.Max(entry => entry.StartsAt?.AddSeconds(entry.Seconds));
        return last is null || queued.Count < total
            ? $", after the queue ({waiting})"
            : $", begun in {Format.Estimate((last.Value - Clock.GetUtcNow()).TotalSeconds)} at the latest ({waiting})";
    }

    private string? KeptAt() =>
        KeptNetworks.Epochs(_draft.Spec) is { Count: > 0 } epochs
            ? $"Kept after epoch {string.Join(", ", epochs.Select(epoch => Format.Count(epoch)))}, and after the last, "
                + $"{Format.Count(_draft.Spec.Epochs)}: measures and maps then follow the run over them."
            : null;

    // What the disk will hold besides the curves, told before it does.
    private string KeptWords()
    {
        var networks = _new.Sum(run => KeptNetworks.Epochs(run.Spec).Count);
        if (networks == 0)
            return "";
        var bytes = _new.Aggregate((long?)0, (sum, run) => sum + KeptNetworks.Bytes(run.Spec));
        return $"{Format.Count(networks)} {(networks == 1 ? "network" : "networks")} kept before the last epoch"
            + (bytes is { } known ? $", about {Format.Bytes(known)} of disk" : "");
    }

    private string Size(NetworkInfo model) =>
        model.Size is not { } size
            ? $"Solving takes {Format.Bytes(KernelMemory.Bytes(_draft.Spec))} of memory"
            : $"{Format.Count(Count(size.Parameters))} parameters";

    private long Count(string formula)
    {
        var facts = DatasetFacts.Of(_draft.Spec.Dataset);
        return LabCatalogue.Count(formula, _draft.Spec, new(facts.InputHeight, facts.InputWidth, facts.Channels), facts.Classes.Count);
    }

    /// <summary>The recipe's own fields of a part that mean anything for the draft.</summary>
    private IReadOnlyList<SpecField> Of(RecipePart part) =>
        [.. SpecFields.All.Where(field => !field.IsOwn && field.Part == part && ExperimentDraft.Applies(field, _draft.Spec))];

    private bool AnySet(IEnumerable<SpecField> fields) =>
        fields.Any(field => field.Read(_draft.Spec) != field.Read(new()) || _draft.ProblemOf(field) is not null);

    /// <summary>What is said of the value that a field has.</summary>
    private string? HelpOf(SpecField field) =>
        field.Name switch
        {
            "model" when LabCatalogue.FindModel(_draft.Spec.Model) is { } model => $"{Size(model)}. {model.Sentence}",
            "corruption" => LabCatalogue.FindCorruption(_draft.Spec.Corruption.Kind)?.Sentence,
            "loss" when LabCatalogue.FindLoss(_draft.Spec.Loss.Kind) is { } loss => $"{loss.Sentence} {loss.Source}.",
            "kept-networks" => KeptAt(),
            _ => null,
        };

    private RenderFragment FieldFor(string name) => FieldFor(SpecFields.Find(name)!);

    private RenderFragment FieldFor(SpecField field) =>
        builder =>
        {
            builder.OpenComponent<FieldInput>(0);
            builder.AddAttribute(1, nameof(FieldInput.Field), field);
            builder.AddAttribute(2, nameof(FieldInput.Draft), _draft);
            builder.AddAttribute(3, nameof(FieldInput.ChildHelp), HelpOf(field));
            builder.AddAttribute(4, nameof(FieldInput.OnChanged), EventCallback.Factory.Create(this, Changed));
            // A precision that no device has would only end the run with a sentence.
            if (field.Name == "precision" && _devices.Count > 0)
                builder.AddAttribute(5, nameof(FieldInput.Offered), _devices.SelectMany(device => device.Precisions).ToHashSet());
            builder.SetKey(field.Name);
            builder.CloseComponent();
        };

    // The address holds the recipe, so that a reload and a copied address bring it back.
    private async Task Changed()
    {
        _previewed = Math.Clamp(_previewed, 0, Math.Max(0, _draft.Runs.Count - 1));
        Count();
        if (_draft.IsValid)
        {
            _address = Address;
            Navigation.NavigateTo(_address, replace: true);
        }
        await Keep();
    }

    private Task StartFrom(Preset preset)
    {
        Offer(_draft.Keep(""), $"{preset.Title} has taken the place of what was in the form.", "Undo");
        var terms = _draft.Terms with { Description = preset.Request.Description };
        _draft = new(preset.Request.Runs[0].Spec, preset.Title, preset.Request.Axes, terms);
        return Changed();
    }

    private Task Rename(object? name)
    {
        _draft.Name = name?.ToString() ?? "";
        return Changed();
    }

    private Task LaunchDraft() => Launch(_draft.ToRequest() with { Runs = _new });

    private async Task Launch(ExperimentRequest request)
    {
        if (Problems.Count > 0 || _isLaunching)
            return;
        var what = _target?.Summary.Name ?? request.Name;
        (_isLaunching, _fault) = (true, null);
        try
        {
            var specs = request.Runs.Select(run => run.Spec).ToList();
            var question = await LaunchQuestion.Of(Api, what, specs, _devices, LaunchQuestion.Day);
            if (question is not null && !await Questions.Confirm(question))
                return;
            var experiment = _target is { Summary: var target }
                ? await Api.AddRuns(target.Id, _draft.Terms.Added(request.Runs, request.Axes))
                : await Api.Launch(request);
            await Kept.Drop(Unsent);
            Navigation.NavigateTo($"experiments/{experiment.Summary.Id}");
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
            _draft.Refuse(fault.Problems);
        }
        finally
        {
            _isLaunching = false;
        }
    }
}
