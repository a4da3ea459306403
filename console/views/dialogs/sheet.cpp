// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/sheet.h"

#include "console/views/widgets/banner.h"
#include "console/views/widgets/label.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace muster::console {

Sheet::Sheet(const ViewParts &parts, const QString &title, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_title(new Label(parts.theme, Label::Kind::Title))
    , m_content(new QVBoxLayout)
    , m_failure(new Banner(parts.theme))
    , m_buttons(new QHBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * Theme::Step, 5 * Theme::Step, 6 * Theme::Step, 5 * Theme::Step);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_title);
    layout->addLayout(m_content, 1);
    layout->addWidget(m_failure);
    layout->addSpacing(Theme::Step);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addLayout(m_buttons);
    layout->addLayout(bottom);
    m_title->setWordWrap(true);
    m_failure->hide();
    m_content->setSpacing(3 * Theme::Step);
    setTitle(title);
}

QString Sheet::failureText() const
{
    return m_failure->isHidden() ? QString() : m_failure->text();
}

void Sheet::setTitle(const QString &title)
{
    m_title->setText(title);
    setWindowTitle(title);
}

void Sheet::setFailure(const QString &text)
{
    m_failure->set(Mark::Critical, text);
    m_failure->setVisible(!text.isEmpty());
}

QPushButton *Sheet::addButton(const QString &text, bool isMain)
{
    auto *button = new QPushButton(text);
    button->setDefault(isMain);
    button->setAutoDefault(isMain);
    m_buttons->addWidget(button);
    return button;
}

QPushButton *Sheet::addCloseButton(const QString &text)
{
    QPushButton *button = addButton(text);
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    return button;
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    // Lists and such fields have acted on it, and let it go on all the same.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QWidget *focused = focusWidget();
    if (isEnter && (qobject_cast<const QAbstractItemView *>(focused) || m_withOwnEnter.contains(focused)))
        return event->accept();
    QDialog::keyPressEvent(event);
}

} // namespace muster::console
