// SPDX-License-Identifier: Apache-2.0
#include "console/batch/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

bool isTerminal(std::FILE *stream)
{
    return ::isatty(::fileno(stream)) == 1;
}

bool allowsColour(std::FILE *stream)
{
    return isTerminal(stream) && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

int widthOf(std::FILE *stream)
{
    winsize size{};
    return isTerminal(stream) && ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void writeLine(std::FILE *stream, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, size_t(line.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

} // namespace

Output::Output(std::FILE *result, std::FILE *notes, bool isJson)
    : m_result(result)
    , m_notes(notes)
    , m_isJson(isJson)
    , m_isColoured(!isJson && allowsColour(result))
    , m_notesAreColoured(allowsColour(notes))
    , m_notesAreTerminal(isTerminal(notes))
    , m_width(widthOf(result))
{
}

void Output::line(const QString &text, Tone tone)
{
    clearProgress();
    writeLine(m_result, toned(safeText(text), tone, m_isColoured).toUtf8());
}

void Output::table(const Table &table)
{
    clearProgress();
    for (const QString &line : table.lines(m_width, m_isColoured))
        writeLine(m_result, line.toUtf8());
}

void Output::json(QByteArrayView document)
{
    clearProgress();
    writeLine(m_result, document.toByteArray());
}

void Output::bytes(QByteArrayView bytes)
{
    clearProgress();
    std::fwrite(bytes.data(), 1, size_t(bytes.size()), m_result);
    std::fflush(m_result);
}

void Output::note(const QString &text, Tone tone)
{
    clearProgress();
    writeLine(m_notes, toned(safeText(text), tone, m_notesAreColoured).toUtf8());
}

void Output::fault(const Error &error)
{
    note("muster: "_L1 + describe(error), Tone::Critical);
}

void Output::progress(const QString &text)
{
    if (!m_notesAreTerminal)
        return;
    const QByteArray line = "\r\x1b[K" + safeText(text).toUtf8();
    std::fwrite(line.constData(), 1, size_t(line.size()), m_notes);
    std::fflush(m_notes);
    m_hasProgress = true;
}

void Output::clearProgress()
{
    if (std::exchange(m_hasProgress, false))
        std::fputs("\r\x1b[K", m_notes);
}

} // namespace muster::console
