module.exports = async () => require('./temporary-folder').remove();
