using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Datasets;

public sealed partial class DatasetCard : ComponentBase
{
    private string _folder = "";
    private string? _fault,
        _folderFault;
    private bool _isBusy;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Parameter, EditorRequired]
    public DatasetInfo Dataset { get; set; } = null!;

    [Parameter]
    public EventCallback<DatasetInfo> OnChanged { get; set; }

    [Inject]
    private LabSession Session { get; set; } = null!;

    private static IReadOnlyList<SweepAxis> RandomLabels { get; } =
    [new("corruption", [CorruptionKind.TrueLabels, CorruptionKind.RandomLabels])];

    private bool HasImages => Dataset.Facts.Kind == DatasetKind.Images;

    private string Things => HasImages ? "images" : "rows";

    /// <summary>The default recipe, on as much of the set as it can take.</summary>
    private RunSpec Start => DatasetRecipe.Of(Dataset);

    private string FolderId => $"folder-{Dataset.Facts.Name}";

    private string StateIcon =>
        Dataset.State switch
        {
            DatasetState.Ready => Icons.Material.Outlined.CheckCircle,
            DatasetState.Broken => Icons.Material.Outlined.ErrorOutline,
            DatasetState.Downloading => Icons.Material.Outlined.Downloading,
            _ => Icons.Material.Outlined.CloudDownload,
        };

    private static string Shorten(IReadOnlyList<string> names, int most) =>
        string.Join(" · ", names.Take(most)) + (names.Count > most ? $" · and {Format.Count(names.Count - most)} more" : "");

    private static double Share(DownloadProgress download) =>
        download.BytesTotal <= 0 ? 0 : Math.Clamp((double)download.BytesDone / download.BytesTotal, 0, 1);

    private Task Download() => Try(() => Api.Download(Dataset.Facts.Name));

    private Task Cancel() => Try(() => Api.CancelDownload(Dataset.Facts.Name));

    private async Task Try(Func<Task> verb)
    {
        try
        {
            await verb();
            _fault = null;
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
        }
    }

    private async Task UseFolder()
    {
        (_isBusy, _folderFault) = (true, null);
        try
        {
            await OnChanged.InvokeAsync(await Api.UseFolder(Dataset.Facts.Name, _folder.Trim()));
        }
        catch (ApiException fault)
        {
            _folderFault = fault.Message;
        }
        finally
        {
            _isBusy = false;
        }
    }
}
