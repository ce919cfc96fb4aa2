@echo off
rem The one entry to WebLab on Windows: builds what a command needs and runs it. Set WEBLAB_SKIP_BUILD=1 to start a built tree at once.
setlocal enableextensions enabledelayedexpansion
set "ROOT=%~dp0"
set "SERVER=%ROOT%artifacts\server\WebLab.Server.dll"
set "TRAINING=%ROOT%artifacts\bin\WebLab.Training\release_win-x64\WebLab.Training.dll"
set "Worker__Path=%TRAINING%"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1

where dotnet >nul 2>nul
if errorlevel 1 (
  echo WebLab needs the .NET 10 SDK on the PATH. 1>&2
  exit /b 1
)

set "COMMAND=%~1"
if "%COMMAND%"=="" goto usage
if "%COMMAND%"=="--help" goto usage
if "%COMMAND%"=="-h" goto usage
if "%COMMAND%"=="help" goto usage
if "%COMMAND%"=="serve" goto serve
if "%COMMAND%"=="test" goto test
for %%C in (backup restore compact doctor) do if "%COMMAND%"=="%%C" goto maintenance
if "%COMMAND%"=="bench" goto bench
for %%C in (train models datasets paper theorem1 audit) do if "%COMMAND%"=="%%C" goto training
set "COMMANDS=serve, train, models, datasets, paper, theorem1, audit, backup, restore, compact, doctor, bench, test"
echo COMMAND must be one of %COMMANDS%; it was %COMMAND%. 1>&2
exit /b 2

:serve
call :build_training || exit /b 1
call :build_server || exit /b 1
set "REST="
:serve_arguments
shift
if not "%~1"=="" (
  set REST=!REST! "%~1"
  goto serve_arguments
)
dotnet "%SERVER%" %REST%
exit /b %errorlevel%

:maintenance
call :build_training || exit /b 1
call :build_server || exit /b 1
dotnet "%SERVER%" %*
exit /b %errorlevel%

:training
call :build_training || exit /b 1
dotnet "%TRAINING%" %*
exit /b %errorlevel%

:bench
call :build_training || exit /b 1
call :build_server || exit /b 1
set "REST="
:bench_arguments
shift
if not "%~1"=="" (
  set REST=!REST! "%~1"
  goto bench_arguments
)
dotnet run --project "%ROOT%bench\WebLab.Bench" -c Release -- %REST%
exit /b %errorlevel%

:test
call :build_training || exit /b 1
call :build_server || exit /b 1
dotnet build "%ROOT%WebLab.sln" -c Release -v quiet || exit /b 1
set FAILED=0
set PASSED=0
for /d %%D in ("%ROOT%tests\*.Tests") do (
  set "TESTS=%ROOT%artifacts\bin\%%~nxD\release\%%~nxD.dll"
  if not exist "!TESTS!" set "TESTS=%ROOT%artifacts\bin\%%~nxD\release_win-x64\%%~nxD.dll"
  dotnet "!TESTS!" -noColor
  if errorlevel 1 (set /a FAILED+=1) else (set /a PASSED+=1)
)
echo %PASSED% test projects passed, %FAILED% failed
if not %FAILED%==0 exit /b 1
exit /b 0

:build_training
if defined WEBLAB_SKIP_BUILD exit /b 0
dotnet build "%ROOT%src\WebLab.Training" -c Release -v quiet 1>&2
exit /b %errorlevel%

:build_server
if defined WEBLAB_SKIP_BUILD exit /b 0
dotnet publish "%ROOT%src\WebLab.Server" -c Release -o "%ROOT%artifacts\server" -v quiet 1>&2
exit /b %errorlevel%

:usage
echo Usage: weblab COMMAND [options]      (COMMAND --help tells a command's options)
echo.
echo   serve      start the lab server and print its address    [--port 5080] [--data DIR] [--store DIR]
echo   train      train one network without a server
echo   models     the networks and their trainable parameters   [--json]
echo   datasets   the data sets and whether they are here       [--data DIR] [--json]
echo   theorem1   build the network that fits n random labels in d dimensions, and check it
echo   audit      are the labels any good? exit code 3 when they show no association
echo              (PATH or --probabilities FILE --labels FILE) [--html FILE]
echo   paper      list the paper's experiments, run and judge one
echo   backup     write the store into one file, also while a server has it open  [--store DIR] [--to FILE]
echo   restore    put a backup in a store's place  FILE [--store DIR]
echo   compact    make the database's file as small as what is in it  [--store DIR]
echo   doctor     check database, data sets, trainer and disk  [--store DIR] [--data DIR] [--json]
echo   bench      measure
echo   test       build and run every test
exit /b 0
