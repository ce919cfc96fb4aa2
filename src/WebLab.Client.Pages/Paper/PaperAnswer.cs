using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Paper;

namespace WebLab.Client.Paper;

/// <summary>What the paper's page reads.</summary>
public sealed record PaperAnswer(
    IReadOnlyList<PaperItemInfo> Items,
    IReadOnlyList<DeviceInfo> Devices,
    IReadOnlyList<DatasetInfo> Datasets
);
