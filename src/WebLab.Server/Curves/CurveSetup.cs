namespace WebLab.Server.Curves;

public static class CurveSetup
{
    public static void AddCurves(this WebApplicationBuilder builder) => builder.Services.AddSingleton<CurveStore>();
}
