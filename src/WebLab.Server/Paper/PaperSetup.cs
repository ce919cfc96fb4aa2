namespace WebLab.Server.Paper;

public static class PaperSetup
{
    public static void AddPaper(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PaperLibrary>();
}
