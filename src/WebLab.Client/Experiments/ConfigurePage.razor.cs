using Microsoft.AspNetCore.Components;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

public sealed partial class ConfigurePage : ComponentBase
{
    private static readonly string[] Regularisers =
    [
        "random-crop",
        "horizontal-flip",
        "rotation",
        "dropout",
        "label-smoothing",
        "hold-out",
        "patience",
    ];

    private static readonly string[] Advanced = ["test-size", "stop-when-fitted"];

    private ExperimentDraft _draft = new();
    private IReadOnlyList<DeviceInfo> _devices = [];
    private int _previewed;
    private string? _note,
        _fault;
    private bool _isLaunching;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LabSession Session { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "spec")]
    private string? SpecText { get; set; }

    [SupplyParameterFromQuery(Name = "name")]
    private string? NameText { get; set; }

    [SupplyParameterFromQuery(Name = "axis")]
    private string[]? AxisTexts { get; set; }

    private string Address => SpecLink.To(_draft.Spec, _draft.Name, _draft.Swept.Where(axis => axis.Field != "seed" || _draft.Seeds == 1));

    protected override async Task OnInitializedAsync()
    {
        var spec = SpecLink.Decode(SpecText);
        _note =
            SpecText is not null && spec is null ? "The recipe in the link could not be read; the form starts from the defaults." : null;
        _draft = new(spec, NameText, (AxisTexts ?? []).Select(SpecLink.Axis).OfType<SweepAxis>());
        try
        {
            _devices = await Api.Devices();
        }
        catch (ApiException)
        {
            // Without devices there is no expected time to show; launching tells what is wrong.
        }
    }

    private string Size(NetworkInfo model) =>
        model.Size is not { } size
            ? $"Solving takes {Format.Bytes(KernelMemory.Bytes(_draft.Spec))} of memory"
            : $"{Format.Count(Count(size.Parameters))} parameters";

    private long Count(string formula)
    {
        var facts = DatasetFacts.Of(_draft.Spec.Dataset);
        return LabCatalogue.Count(
            formula,
            _draft.Spec,
            new(facts.InputHeight, facts.InputWidth, facts.Channels),
            facts.Classes.Count
        );
    }

    private bool Applies(string name) => ExperimentDraft.Applies(SpecFields.Find(name)!, _draft.Spec);

    private bool AnySet(IEnumerable<string> names) =>
        names
            .Select(name => SpecFields.Find(name)!)
            .Any(field => field.Read(_draft.Spec) != field.Read(new()) || _draft.ProblemOf(field) is not null);

    private RenderFragment FieldFor(string name, string? help = null) =>
        builder =>
        {
            builder.OpenComponent<FieldInput>(0);
            builder.AddAttribute(1, nameof(FieldInput.Field), SpecFields.Find(name)!);
            builder.AddAttribute(2, nameof(FieldInput.Draft), _draft);
            builder.AddAttribute(3, nameof(FieldInput.ChildHelp), help);
            builder.AddAttribute(4, nameof(FieldInput.OnChanged), EventCallback.Factory.Create(this, Changed));
            builder.SetKey(name);
            builder.CloseComponent();
        };

    // The address holds the recipe, so that a reload and a copied address bring it back.
    private void Changed()
    {
        _previewed = Math.Clamp(_previewed, 0, Math.Max(0, _draft.Runs.Count - 1));
        if (_draft.IsValid)
            Navigation.NavigateTo(Address, replace: true);
    }

    private void StartFrom(Preset preset)
    {
        _draft = new(preset.Request.Runs[0].Spec, preset.Title, preset.Request.Axes) { Description = preset.Request.Description };
        _note = null;
        Changed();
    }

    private void Rename(object? name)
    {
        _draft.Name = name?.ToString() ?? "";
        Changed();
    }

    private Task LaunchDraft() => Launch(_draft.ToRequest());

    private async Task Launch(ExperimentRequest request)
    {
        if (!_draft.IsValid || _isLaunching)
            return;
        (_isLaunching, _fault) = (true, null);
        try
        {
            var experiment = await Api.Launch(request);
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
