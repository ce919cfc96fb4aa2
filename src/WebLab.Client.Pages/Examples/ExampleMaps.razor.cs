using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Layout;
using WebLab.Client.Live;

namespace WebLab.Client.Examples;

/// <summary>Maps of examples over shared columns. The browser reads, draws and brushes them, <c>js/example-maps.js</c>; what is chosen in
/// one is marked in all.</summary>
public sealed partial class ExampleMaps : AsyncComponent
{
    // So many are looked through as images; a brush may hold them all.
    private const int Most = 2_000;

    private ElementReference _root;
    private ScriptModule _script = null!;
    private DotNetObjectReference<ExampleMaps>? _self;
    private ExampleMapsView? _told;
    private string? _fault;
    private string _panel = "",
        _left = "",
        _right = "",
        _bottom = "",
        _top = "";
    private object? _opened;
    private (object?, ExampleBrush?, string, string)? _looked;
    private bool _isOpening;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>What files of it are called.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The columns; others are read when they are others.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ExampleColumnSource> Sources { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ExampleMap> Maps { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ExampleColour> Colours { get; set; } = [];

    /// <summary>The colouring that is looked at.</summary>
    [Parameter]
    public string? Colour { get; set; }

    /// <summary>The columns whose medians are told, with their words.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(string Name, string Title)> MedianColumns { get; set; } = [];

    /// <summary>Columns in which an example that has no value never came to one.</summary>
    [Parameter]
    public IReadOnlyList<string> Endless { get; set; } = [];

    /// <summary>A column to make of two runs: which of them fit.</summary>
    [Parameter]
    public string? Cells { get; set; }

    /// <summary>Columns of one epoch, each with its address.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Later { get; set; } = new Dictionary<string, string>();

    [Parameter]
    public ExampleBrush? Brush { get; set; }

    /// <summary>A brush was drawn.</summary>
    [Parameter]
    public EventCallback<ExampleBrush> BrushChanged { get; set; }

    /// <summary>Which examples the brush holds; raised whenever that may have changed.</summary>
    [Parameter]
    public EventCallback<ExampleMapsView> OnTold { get; set; }

    /// <summary>What stands under a map.</summary>
    [Parameter]
    public Func<ExampleMap, RenderFragment?>? Beside { get; set; }

    private ExampleColour Colouring => Colours.FirstOrDefault(each => each.Name == Colour) ?? Colours[0];

    private ExampleMap Chosen => Maps.FirstOrDefault(map => map.Id == _panel) ?? Maps[0];

    [JSInvokable]
    public Task OnBrush(ExampleBrush brush) => InvokeAsync(() => BrushChanged.InvokeAsync(brush));

    protected override void OnInitialized()
    {
        _script = new(Js, "./js/example-maps.js");
        _panel = Maps[0].Id;
    }

    protected override void OnParametersSet()
    {
        if (Brush is not { } brush || brush == _looked?.Item2)
            return;
        (_panel, _left, _right) = (brush.Panel, ExampleBrush.Text(brush.Left), ExampleBrush.Text(brush.Right));
        (_bottom, _top) = (ExampleBrush.Text(brush.Bottom), ExampleBrush.Text(brush.Top));
    }

    protected override async ValueTask Leave()
    {
        if (_self is null)
            return;
        await _script.Call("close", _root);
        await _script.Drop();
        _self.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isOpening)
            return;
        _isOpening = true;
        try
        {
            await Draw();
        }
        catch (JSException fault)
        {
            if (IsLeft || _fault is not null)
                return;
            _fault = $"The maps could not be drawn: {fault.Message.Split('\n')[0]}";
            StateHasChanged();
        }
        finally
        {
            _isOpening = false;
        }
    }

    private async Task Draw()
    {
        if (!ReferenceEquals(_opened, Sources))
        {
            var sources = Sources;
            _self ??= DotNetObjectReference.Create(this);
            await _script.Call(
                "open",
                _root,
                new
                {
                    sources,
                    panels = Maps,
                    colours = Colours,
                    told = MedianColumns.Select(column => column.Name),
                    endless = Endless,
                    cells = Cells is null ? Array.Empty<string>() : [Cells],
                    most = Most,
                },
                _self
            );
            (_opened, _looked) = (sources, null);
        }
        // Asked again while one looks: a slider is faster than a column.
        for (var wanted = Wanted; !IsLeft && _looked != wanted; wanted = Wanted)
        {
            _looked = wanted;
            var told = await _script.Call<ExampleMapsView?>(
                "look",
                _root,
                new
                {
                    brush = Brush,
                    colour = Colouring.Name,
                    later = Later,
                }
            );
            if (told is null)
                continue;
            (_told, _fault) = (told, null);
            await OnTold.InvokeAsync(told);
            StateHasChanged();
        }
    }

    private (object?, ExampleBrush?, string, string) Wanted => (_opened, Brush, Colouring.Name, string.Join(' ', Later.Values));

    private static string Label(ExampleMap map) =>
        $"{map.Title}: {(map.Y is null ? $"{map.XTitle}, shares of each group" : $"{map.YTitle} over {map.XTitle}, a point an example")}. "
        + "Drag to choose examples, or choose them by numbers below.";

    private Task Apply() =>
        BrushChanged.InvokeAsync(
            new(
                Chosen.Id,
                ExampleBrush.Number(_left),
                ExampleBrush.Number(_right),
                Chosen.Y is null ? null : ExampleBrush.Number(_bottom),
                Chosen.Y is null ? null : ExampleBrush.Number(_top)
            )
        );
}
