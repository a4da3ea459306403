// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/jsonedit.h"

#include <QPainter>
#include <QRegularExpression>
#include <QSyntaxHighlighter>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Colours of one line at a time: no text of JSON goes on in the next.
class JsonColours : public QSyntaxHighlighter
{
public:
    JsonColours(const Theme &theme, QTextDocument *document)
        : QSyntaxHighlighter(document)
        , m_theme(theme)
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        // Group 1: a text, 2: what makes it a member's name, 3: a number, 4: a word.
        static const QRegularExpression parts(
            uR"(("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b)"_s);
        auto found = parts.globalMatch(text);
        while (found.hasNext()) {
            const auto part = found.next();
            const int group = part.lastCapturedIndex();
            const Colour colour = group == 1   ? Colour::WellText
                                  : group == 2 ? Colour::Link
                                               : Colour::CareText;
            const int what = group == 2 ? 1 : group;
            setFormat(int(part.capturedStart(what)), int(part.capturedLength(what)), m_theme.colour(colour));
        }
    }

private:
    const Theme &m_theme;
};

} // namespace

/// The strip at the left.
class JsonEdit::Numbers : public QWidget
{
public:
    explicit Numbers(JsonEdit &edit)
        : QWidget(&edit)
        , m_edit(edit)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override { m_edit.paintNumbers(event); }

private:
    JsonEdit &m_edit;
};

JsonEdit::JsonEdit(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_numbers(new Numbers(*this))
{
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setProperty("framed", true);
    setFrameShape(StyledPanel);
    auto *colours = new JsonColours(theme, document());
    connect(&theme, &Theme::changed, colours, &QSyntaxHighlighter::rehighlight);
    connect(&theme, &Theme::changed, this, &JsonEdit::applyTheme);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &JsonEdit::placeNumbers);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int dy) {
        if (dy != 0)
            m_numbers->scroll(0, dy);
        else
            m_numbers->update(0, area.top(), m_numbers->width(), area.height());
    });
    applyTheme();
}

void JsonEdit::setFaultLine(int line)
{
    if (std::exchange(m_faultLine, line) != line)
        markFault();
}

void JsonEdit::replaceText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    moveCursor(QTextCursor::Start);
}

void JsonEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
}

void JsonEdit::applyTheme()
{
    setFont(m_theme.fixedFont());
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
    placeNumbers();
    markFault();
}

void JsonEdit::markFault()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QTextBlock block = document()->findBlockByNumber(m_faultLine - 1);
    if (m_faultLine > 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(m_theme.colour(Colour::CriticalGround));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    setExtraSelections(marks);
    m_numbers->update();
}

int JsonEdit::numbersWidth() const
{
    const auto digits = std::max(qsizetype(2), QString::number(blockCount()).size());
    return int(digits) * fontMetrics().horizontalAdvance(u'0') + 4 * Theme::Step;
}

void JsonEdit::placeNumbers()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_numbers->setGeometry(area.left(), area.top(), numbersWidth(), area.height());
}

void JsonEdit::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const int line = block.blockNumber() + 1;
        painter.setPen(m_theme.colour(line == m_faultLine ? Colour::CriticalText : Colour::Dim));
        painter.drawText(QRectF(0, top, m_numbers->width() - 2 * Theme::Step, height),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
        top += height;
        block = block.next();
    }
}

} // namespace muster::console
