// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/commandpalette.h"

#include "console/views/theme/theme.h"
#include "console/views/widgets/itemdelegate.h"
#include "console/views/widgets/label.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace muster::console {

namespace {

constexpr int Width = 560;
constexpr int MaxRowsShown = 12;
constexpr int Top = 6;

} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_field(new QLineEdit)
    , m_list(new QListView)
    , m_nothing(new Label(theme, Label::Kind::Base, Colour::Dim))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::Step, 2 * Theme::Step, 2 * Theme::Step, 2 * Theme::Step);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    m_field->setPlaceholderText(tr("Find a node, unit, page, action\u2026"));
    m_field->setAccessibleName(tr("Find or do anything"));
    m_field->installEventFilter(this);
    m_list->setModel(&m_commands);
    m_list->setItemDelegate(new ItemDelegate(theme, ItemDelegate::Lines::One, this));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("What matches"));
    m_nothing->setText(tr("Nothing has this name."));
    m_nothing->setMargin(2 * Theme::Step);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_commands.setWords(words);
        place();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(const QList<Command> &commands)
{
    m_field->clear();
    m_commands.setCommands(commands);
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

bool CommandPalette::eventFilter(QObject * /*watched*/, QEvent *event)
{
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        hide();
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        runCurrent();
        return true;
    }
    return moveBy(key);
}

bool CommandPalette::moveBy(int key)
{
    int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
        ++row;
        break;
    case Qt::Key_Up:
        --row;
        break;
    case Qt::Key_PageDown:
        row += MaxRowsShown;
        break;
    case Qt::Key_PageUp:
        row -= MaxRowsShown;
        break;
    default:
        return false;
    }
    row = std::clamp(row, 0, std::max(0, m_commands.rowCount() - 1));
    m_list->setCurrentIndex(m_commands.index(row, 0));
    return true;
}

void CommandPalette::place()
{
    const int rows = std::min(MaxRowsShown, m_commands.rowCount());
    m_list->setVisible(rows > 0);
    m_nothing->setVisible(rows == 0);
    m_list->setFixedHeight(rows * m_theme.rowHeight());
    m_list->setCurrentIndex(m_commands.index(0, 0));
    const int width = std::min(Width, parentWidget()->width() - 8 * Theme::Step);
    const int height = m_field->sizeHint().height() + 6 * Theme::Step
                       + (rows > 0 ? rows * m_theme.rowHeight() : m_nothing->sizeHint().height());
    setGeometry((parentWidget()->width() - width) / 2, Top, width, height);
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentIndex().row();
    close();
    m_commands.run(row);
}

void CommandPalette::close()
{
    hide();
    parentWidget()->setFocus();
}

void CommandPalette::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(Colour::FieldLine));
    painter.setBrush(m_theme.colour(Colour::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace muster::console
