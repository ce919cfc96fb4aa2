using MudBlazor;

namespace WebLab.Client.Layout;

/// <summary>WebLab's colours and type for MudBlazor; <c>css/weblab.css</c> has the same values for what is drawn without it.</summary>
public static class LabTheme
{
    public static MudTheme Theme { get; } =
        new()
        {
            PaletteLight = new PaletteLight
            {
                Primary = "#0b6663",
                Secondary = "#4f5a63",
                Background = "#f6f7f8",
                Surface = "#ffffff",
                TextPrimary = "#15191c",
                TextSecondary = "#545f68",
                ActionDefault = "#545f68",
                LinesDefault = "#e1e5e8",
                LinesInputs = "#87929b",
                Divider = "#e1e5e8",
                Error = "#b3261e",
                Warning = "#8a5a00",
                Success = "#1d6f42",
                Info = "#1f5fa8",
            },
            PaletteDark = new PaletteDark
            {
                Primary = "#5fcabf",
                PrimaryContrastText = "#06201e",
                Secondary = "#a3aeb7",
                Background = "#0e1113",
                Surface = "#15191c",
                TextPrimary = "#e8ebed",
                TextSecondary = "#9da8b1",
                ActionDefault = "#9da8b1",
                LinesDefault = "#272d32",
                LinesInputs = "#6d7881",
                Divider = "#272d32",
                Error = "#ff8a80",
                Warning = "#e5b454",
                Success = "#74c997",
                Info = "#7db3f0",
            },
            LayoutProperties = new() { DefaultBorderRadius = "6px" },
            Typography = new()
            {
                Default = new DefaultTypography
                {
                    FontFamily = ["Inter Variable", "system-ui", "sans-serif"],
                    FontSize = "0.875rem",
                    LineHeight = "1.45",
                },
                Button = new ButtonTypography
                {
                    FontWeight = "550",
                    TextTransform = "none",
                    FontSize = "0.875rem",
                },
            },
        };
}
