// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/factvalue.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr QChar Break = u'\u200b'; ///< zero width space: a line may end here

/// Ids, paths and unit names have no spaces to wrap at: they may break after every fourth character; other
/// texts only where a word is too long for a line.
QString breakable(QString text, bool isFixed)
{
    static const QRegularExpression inNames(u"(\\S{4})(?=\\S)"_s);
    static const QRegularExpression inTexts(u"(\\S{24})(?=\\S)"_s);
    if (text.size() > 12)
        text.replace(isFixed ? inNames : inTexts, u"\\1"_s + Break);
    return text;
}

} // namespace

FactValue::FactValue(const Theme &theme, bool isFixed, QWidget *parent)
    : Label(theme, isFixed ? Kind::Fixed : Kind::Base, Colour::Text, parent)
    , m_isFixed(isFixed)
{
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setWordWrap(true);
}

void FactValue::setValue(const QString &value)
{
    if (m_value == value)
        return; // What is marked in it stays marked.
    m_value = value;
    setText(breakable(value, m_isFixed));
}

void FactValue::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(marked());
    else
        Label::keyPressEvent(event);
}

void FactValue::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(marked()); });
    menu->popup(event->globalPos());
}

void FactValue::mousePressEvent(QMouseEvent *event)
{
    // What is marked would be dragged with all that is in it.
    if (event->button() == Qt::LeftButton && hasSelectedText() && !(event->modifiers() & Qt::ShiftModifier))
        setSelection(0, 0);
    Label::mousePressEvent(event);
}

void FactValue::mouseReleaseEvent(QMouseEvent *event)
{
    Label::mouseReleaseEvent(event);
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && hasSelectedText())
        clipboard->setText(marked(), QClipboard::Selection);
}

QString FactValue::marked() const
{
    if (!hasSelectedText())
        return m_value;
    return selectedText().remove(Break).replace(QChar(QChar::ParagraphSeparator), u'\n');
}

} // namespace muster::console
