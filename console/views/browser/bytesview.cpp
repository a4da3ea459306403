// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/bytesview.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxBarSteps = 1'000'000'000;
constexpr qint64 MaxCopiedRows = 200'000;
constexpr int RowPadding = 3; ///< above and below the text, together

} // namespace

BytesView::BytesView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    setFont(theme.fixedFont());
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&theme, &Theme::changed, this, [this] {
        setFont(m_theme.fixedFont());
        resetRows(m_rowCount);
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

int BytesView::rowHeight() const
{
    return fontMetrics().height() + RowPadding;
}

int BytesView::characterWidth() const
{
    return std::max(1, fontMetrics().horizontalAdvance(u'0'));
}

int BytesView::leftOffset() const
{
    return horizontalScrollBar()->value();
}

qint64 BytesView::rowsOnPage() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

qint64 BytesView::firstRow() const
{
    return std::min(verticalScrollBar()->value() * m_rowsAStep,
                    std::max(rowCount() - rowsOnPage(), qint64(0)));
}

qint64 BytesView::rowAt(int y) const
{
    return std::clamp(firstRow() + y / rowHeight(), qint64(0), std::max(rowCount() - 1, qint64(0)));
}

void BytesView::resetRows(qint64 count)
{
    m_rowCount = count;
    m_current = std::min(m_current, std::max(rowCount() - 1, qint64(0)));
    m_anchor = m_current;
    m_widest = 0;
    fitBars();
    viewport()->update();
}

void BytesView::noteWidth(qsizetype characters)
{
    if (characters <= m_widest)
        return;
    m_widest = characters;
    QMetaObject::invokeMethod(this, &BytesView::fitBars, Qt::QueuedConnection); // It is painting now.
}

void BytesView::fitBars()
{
    const qint64 more = std::max(rowCount() - rowsOnPage(), qint64(0));
    m_rowsAStep = more / MaxBarSteps + 1;
    verticalScrollBar()->setRange(0, int(more / m_rowsAStep));
    verticalScrollBar()->setPageStep(int(std::max(rowsOnPage() / m_rowsAStep, qint64(1))));
    const int wide = int(std::min<qsizetype>(m_widest, 1'000'000)) * characterWidth() + 8 * characterWidth();
    horizontalScrollBar()->setRange(0, std::max(0, wide - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(4 * characterWidth());
}

void BytesView::goTo(qint64 row)
{
    setCurrent(row, false);
    const qint64 around = rowsOnPage() / 3;
    if (row < firstRow() + 1 || row >= firstRow() + rowsOnPage() - 1)
        verticalScrollBar()->setValue(int(std::max(row - around, qint64(0)) / m_rowsAStep));
}

void BytesView::setCurrent(qint64 row, bool extends)
{
    m_current = std::clamp(row, qint64(0), std::max(rowCount() - 1, qint64(0)));
    if (!extends)
        m_anchor = m_current;
    showRow(m_current);
    viewport()->update();
    setAccessibleDescription(rowText(m_current));
    Q_EMIT currentChanged(m_current);
}

void BytesView::showRow(qint64 row)
{
    if (row < firstRow())
        verticalScrollBar()->setValue(int(row / m_rowsAStep));
    else if (row >= firstRow() + rowsOnPage())
        verticalScrollBar()->setValue(int((row - rowsOnPage() + m_rowsAStep) / m_rowsAStep));
}

qint64 BytesView::copy() const
{
    const qint64 first = std::min(m_anchor, m_current);
    const qint64 last = std::min({std::max(m_anchor, m_current), rowCount() - 1, first + MaxCopiedRows - 1});
    QStringList rows;
    for (qint64 row = first; row <= last; ++row)
        rows.append(rowText(row));
    QGuiApplication::clipboard()->setText(rows.join(u'\n'));
    return rows.size();
}

void BytesView::selectAll()
{
    m_anchor = 0;
    m_current = std::max(rowCount() - 1, qint64(0));
    viewport()->update();
}

void BytesView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.colour(Colour::Panel));
    painter.setFont(font());
    const qint64 first = firstRow();
    const qint64 last = std::min(rowCount(), first + rowsOnPage() + 1);
    for (qint64 row = first; row < last; ++row) {
        const QRect area(0, int(row - first) * rowHeight(), viewport()->width(), rowHeight());
        const bool isMarked = row >= std::min(m_anchor, m_current) && row <= std::max(m_anchor, m_current);
        if (isMarked && (hasFocus() || m_anchor != m_current))
            painter.fillRect(area, m_theme.colour(Colour::Selection));
        paintRow(painter, row, area);
    }
}

void BytesView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fitBars();
}

void BytesView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitBars();
}

void BytesView::keyPressEvent(QKeyEvent *event)
{
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrent(m_current - 1, extends);
    case Qt::Key_Down:
        return setCurrent(m_current + 1, extends);
    case Qt::Key_PageUp:
        return setCurrent(m_current - rowsOnPage(), extends);
    case Qt::Key_PageDown:
        return setCurrent(m_current + rowsOnPage(), extends);
    case Qt::Key_Home:
        return setCurrent(0, extends);
    case Qt::Key_End:
        return setCurrent(rowCount() - 1, extends);
    case Qt::Key_Left:
    case Qt::Key_Right:
        horizontalScrollBar()->triggerAction(event->key() == Qt::Key_Left ? QScrollBar::SliderSingleStepSub
                                                                          : QScrollBar::SliderSingleStepAdd);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void BytesView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setCurrent(rowAt(event->pos().y()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void BytesView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        setCurrent(rowAt(event->pos().y()), true);
}

void BytesView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    //: menu of a text: the marked lines go to the clipboard
    connect(menu->addAction(tr("Copy lines")), &QAction::triggered, this, [this] { copy(); });
    connect(menu->addAction(tr("Select all")), &QAction::triggered, this, &BytesView::selectAll);
    menu->popup(event->globalPos());
}

} // namespace muster::console
