using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;
using WebLab.Server.LabelAudits;

namespace WebLab.Server.Reports;

/// <summary>A label audit's, which names the files of a data set to those alone who may see it.</summary>
public sealed class LabelAuditForm : ReportForm
{
    public override string Kind => LabelAuditReport.Kind;

    public override Stream? Shown(Stream report, bool maySeeSet)
    {
        if (maySeeSet)
            return report;
        using (report)
            return LabelReportApi.WithoutOrigins(report);
    }

    public override IEnumerable<string> Lines(Stream report, bool maySeeSet) =>
        LabelAuditCsv.Lines(LabelReportApi.Shown(JsonSerializer.Deserialize<LabelAuditReport>(report, LabJson.Tolerant)!, maySeeSet));
}
