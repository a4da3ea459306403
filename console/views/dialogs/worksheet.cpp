// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/worksheet.h"

#include "console/views/widgets/itemdelegate.h"

#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace muster::console {

WorkSheet::WorkSheet(const ViewParts &parts_, const QString &title, QWidget *parent)
    : Sheet(parts_, title, parent)
    , m_view(new QListView)
{
    resize(560, 440);
}

void WorkSheet::buildList(const QString &accessibleName)
{
    m_view->setModel(&m_list);
    m_view->setItemDelegate(new ItemDelegate(parts().theme, ItemDelegate::Lines::Two, this));
    m_view->setProperty("framed", true);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(accessibleName);
    m_view->setMinimumHeight(120);
    content().addWidget(m_view, 1);
    m_close = addCloseButton(tr("Cancel"));
    m_do = addButton({}, true);
    connect(m_do, &QPushButton::clicked, this, &WorkSheet::begin);
    showState();
}

void WorkSheet::begin()
{
    m_wasTried = true;
    const QStringList keys = m_list.ask();
    showState();
    run(keys);
}

void WorkSheet::showState()
{
    const int failed = m_list.count(WorkList::Outcome::Failed);
    const int open = m_list.count(WorkList::Outcome::Open);
    const bool isRetry = m_wasTried && failed > 0 && open == 0;
    //: button: tries again what failed
    m_do->setText(isRetry ? tr("Retry the %n that failed", nullptr, failed) : verb(open));
    m_do->setEnabled(!m_list.isBusy() && m_list.waiting() > 0 && isReady());
    m_do->setVisible(!m_wasTried || m_list.waiting() > 0 || m_list.isBusy());
    m_close->setText(m_wasTried ? tr("Close") : tr("Cancel"));
    if (m_wasTried && isClosing() && m_list.count(WorkList::Outcome::Done) == m_list.rowCount())
        accept();
}

} // namespace muster::console
